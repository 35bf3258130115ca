"""Questions in a worker's words, and the articles that answer them, chosen by hand from the statutes themselves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from library.models import Article

LAWS = Path(__file__).resolve().parents[3] / "shared" / "laws"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LAWS.is_dir(), reason="../shared/laws is not there"),
]

INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"
WOMEN, LEAVE = "女职工劳动保护特别规定", "企业职工带薪年休假实施办法"

#: One of these must stand among the first five.
ANSWERS: dict[str, set[tuple[str, int]]] = {
    "老板不给加班费怎么办": {("劳动合同法", 31), ("劳动合同法", 85), ("劳动法", 44)},
    "国庆节上班给几倍工资": {("劳动法", 44)},
    "一天最多能让我们加班几个小时": {("劳动法", 41)},
    "公司一直不跟我签合同，能要双倍工资吗": {("劳动合同法", 82)},
    "试用期最长可以定几个月": {("劳动合同法", 19)},
    "试用期工资能比正式的低多少": {("劳动合同法", 20)},
    "怀孕了公司能不能把我开除": {("劳动合同法", 42), (WOMEN, 5), ("妇女权益保障法", 48), ("劳动法", 29)},
    "下班路上被车撞了算工伤吗": {("工伤保险条例", 14)},
    "上班时突发心脏病死了算不算工伤": {("工伤保险条例", 15)},
    "喝醉酒受的伤算工伤吗": {("工伤保险条例", 16), ("社会保险法", 37)},
    "单位不给报工伤，我自己能去申请吗": {("工伤保险条例", 17)},
    "工伤住院期间工资照发吗": {("工伤保险条例", 33)},
    "老板拖欠工资，我不干了能要补偿吗": {("劳动合同法", 38), ("劳动合同法", 46), ("劳动法", 91)},
    "被辞退了补偿金怎么算": {("劳动合同法", 47), ("劳动合同法", 87)},
    "我要辞职得提前多少天说": {("劳动合同法", 37), ("劳动法", 31)},
    "入职要先交押金合法吗": {("劳动合同法", 9), ("劳动合同法", 84)},
    "老板扣了我的身份证不还": {("劳动合同法", 9), ("劳动合同法", 84)},
    "我违反了厂规，公司可以直接炒我鱿鱼吗": {("劳动合同法", 39), ("劳动法", 25)},
    "公司裁员要先跟谁说": {("劳动合同法", 41), ("劳动法", 27)},
    "干满十年能不能签长期合同": {("劳动合同法", 14), ("劳动法", 20)},
    "离职证明公司拖着不给开": {("劳动合同法", 50), ("劳动合同法", 89)},
    "派遣工工资比正式工少合理吗": {("劳动合同法", 63), ("劳动合同法", 11)},
    "小时工的工钱多久结一次": {("劳动合同法", 72)},
    "签了竞业限制，离开以后公司要给我钱吗": {("劳动合同法", 23), (INTERPRETATION, 36), (INTERPRETATION, 37)},
    "产假有多少天": {(WOMEN, 7), ("劳动法", 62)},
    "上班时间能回去给孩子喂奶吗": {(WOMEN, 9)},
    "年假没休完，公司给折成钱吗": {(LEAVE, 10), (LEAVE, 11), (LEAVE, 12)},
    "面试的时候问我结没结婚、生不生孩子": {("妇女权益保障法", 43)},
    "养老保险交满多少年才能领退休金": {("社会保险法", 16)},
    "失业金能领几个月": {("社会保险法", 46)},
    "公司不交社保怎么办": {("社会保险法", 63), ("社会保险法", 84), ("社会保险法", 86), ("劳动合同法", 38)},
    "劳动仲裁要在多长时间里申请": {("劳动争议调解仲裁法", 27)},
    "申请劳动仲裁要交钱吗": {("劳动争议调解仲裁法", 53)},
    "老板不让我们成立工会": {("工会法", 3), ("工会法", 11), ("工会法", 51)},
    "五险一金是不是必须交": {("社会保险法", 4), ("社会保险法", 58), ("社会保险法", 60), ("劳动法", 72)},
}


def test_a_worker_s_question_finds_its_article_among_the_first_five() -> None:
    call_command("import_statutes", *sorted(map(str, LAWS.glob("*.md"))), verbosity=0)
    in_force = Article.objects.in_force_on(dt.date(2026, 1, 1)).in_body().select_related("version__statute")
    missed = {}
    for question, answers in ANSWERS.items():
        found = get_search_backend().search(PlainText(question, operator="or"), in_force)[:5]
        names = [(article.version.statute.short_title, article.number) for article in found]
        if not answers & set(names):
            missed[question] = names
    assert not missed
