"""What a page holds besides strips, and the flow that all of it is put into."""

from cells import strip_of

from transforms.layout.flow import Flow, Separator, measure_height


def test_a_separator_begins_a_region() -> None:
    """It parts what was put before it from what comes after, and is no line itself."""
    above, below = strip_of("上", 60, 100), strip_of("下", 60, 140)
    flow = Flow(em=10, width=480, middle=300)
    flow.put([above, Separator(60, 540, 120), below], (1,))
    assert flow.placed == [(above, (1,), 0), (below, (1,), 1)]


def test_an_item_stands_where_its_middle_is() -> None:
    """A ruling is as high as it is thick: not at all."""
    assert measure_height(Separator(60, 540, 120)) == 120
    assert measure_height(strip_of("字", 60, 100)) == 96  # from 0.9 em above the baseline to 0.1 below
