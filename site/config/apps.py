from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "config"
    label = "xuefa_config"
