// Words of Wagtail's editor that its own Chinese catalogue of scripts lacks.
if (document.documentElement.lang.toLowerCase().startsWith("zh")) {
  Object.assign(window.django.catalog, {
    "(New)": "（新）",
    "A network error occurred.": "网络出错了。",
    "A server error occurred.": "服务器出错了。",
    "Autosave in progress…": "正在自动保存…",
    "Blocks": "内容块",
    "Changes have been autosaved.": "改动已自动保存。",
    "Complex": "较难",
    "Error while sending preview data.": "预览没有送出去。",
    "Fair": "适中",
    "Good": "好读",
    "Insert a block": "插入内容块",
    "Split block": "从这里拆成两块",
    "Write something or type ‘/’ to insert a block": "直接写，或者输入“/”插入内容块",
    "%(num)s error": "%(num)s 处错误",
    "%(num)s min": "%(num)s 分钟",
  });
}

// A date that cannot be read stays as it was typed, for the form to refuse; the picker would put today in its place.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
