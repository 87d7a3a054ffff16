"""What stands in a drawing, and whether it stands within it."""

from xml.etree import ElementTree

from matplotlib.backends.backend_agg import FigureCanvasAgg


def texts_of(svg):
    """Every text of a drawing, in the order drawn."""
    return [
        "".join(element.itertext()) for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")
    ]


def texts_beyond(chart, canvas):
    """The texts that leave the drawing of a chart on a canvas, with their boxes and the drawing's size in pixels."""
    return [
        (text.get_text(), box.bounds, (figure.bbox.width, figure.bbox.height))
        for figure in chart.draw(canvas)
        for text, box in _boxes(figure)
        if box.x0 < -2 or box.x1 > figure.bbox.width + 2 or box.y0 < -4 or box.y1 > figure.bbox.height + 4
    ]


def _boxes(figure):
    FigureCanvasAgg(figure).draw()
    for text in figure.findobj(lambda one: hasattr(one, "get_text") and one.get_text().strip() and one.get_visible()):
        yield text, text.get_window_extent()
