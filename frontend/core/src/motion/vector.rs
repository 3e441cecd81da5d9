//! Vectors of the plane, metres.

/// A point or vector of the plane, metres.
pub type Vec2 = [f64; 2];

/// The sum.
pub(super) fn add(a: Vec2, b: Vec2) -> Vec2 {
    [a[0] + b[0], a[1] + b[1]]
}

/// `a` less `b`.
pub(super) fn sub(a: Vec2, b: Vec2) -> Vec2 {
    [a[0] - b[0], a[1] - b[1]]
}

/// `a` times a number.
pub(super) fn scale(a: Vec2, by: f64) -> Vec2 {
    [a[0] * by, a[1] * by]
}

/// The scalar product.
pub(super) fn dot(a: Vec2, b: Vec2) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// The length.
pub(super) fn length(a: Vec2) -> f64 {
    dot(a, a).sqrt()
}

/// The direction, a unit vector; east for no direction.
pub(super) fn unit(a: Vec2) -> Vec2 {
    let length = length(a);
    if 0.0 < length { scale(a, 1.0 / length) } else { [1.0, 0.0] }
}
