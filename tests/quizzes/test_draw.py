from hypothesis import given
from hypothesis import strategies as st

from quizzes.draw import Wanted, draw

SECTIONS = st.lists(
    st.builds(Wanted, st.integers(0, 4), st.lists(st.integers(1, 12), unique=True, max_size=8)), max_size=5
)


@given(SECTIONS)
def test_no_question_is_drawn_twice_nor_from_outside_its_pool(sections):
    drawn = draw(sections)
    flat = [question for questions in drawn for question in questions]
    assert len(flat) == len(set(flat))
    assert all(set(questions) <= set(wanted.pool) for questions, wanted in zip(drawn, sections, strict=True))
    assert all(len(questions) <= wanted.number for questions, wanted in zip(drawn, sections, strict=True))


@given(st.lists(st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=5), max_size=5), st.data())
def test_a_paper_that_exists_is_always_found(rows, data):
    """Pools are made by adding to a division that serves all sections, so that one is known to exist."""
    taken: set[int] = set()
    sections = []
    for row in rows:
        own = [question for question in row if question not in taken]
        taken.update(own)
        sections.append((len(own), own))
    extra = data.draw(st.lists(st.sampled_from(sorted(taken) or [1]), unique=True))
    wanted = [Wanted(number, {*own, *extra}) for number, own in sections]
    assert [len(questions) for questions in draw(wanted)] == [number for number, _own in sections]


def test_a_section_gives_way_to_one_that_has_less_to_choose_from():
    for _draw in range(50):
        assert draw([Wanted(1, [1, 2]), Wanted(1, [1])]) == [[2], [1]]
