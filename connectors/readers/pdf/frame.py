"""From PDF space to points from the top left of a page with its text upright."""

import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Frame:
    """From PDF space to points from the top left of the page with its text upright.

    `angle` is the direction of the text in PDF space, in degrees counterclockwise, a multiple of 90.
    """

    def __init__(self, bounds: pdfium.FS_RECTF, angle: int) -> None:
        self.angle = angle
        left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
        width, height = right - left, top - bottom
        self.width, self.height = (width, height) if angle % 180 == 0 else (height, width)
        self.matrix: Matrix = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }[angle]

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The rectangle in page points: x0, y0, x1, y1."""
        xs, ys = zip(apply_matrix(self.matrix, left, bottom), apply_matrix(self.matrix, right, top), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def apply_matrix(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point as the matrix maps it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does both, one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
