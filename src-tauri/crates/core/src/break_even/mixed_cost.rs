//! 混合成本分解: the fixed and the variable part of a cost that has both.

use serde::Serialize;

use crate::quantity::{Computed, Fraction, Reason};

/// Fewest observations a regression is made of (cost-method §4.1).
pub const FEWEST_POINTS: usize = 6;

/// One period: volume and cost (分).
/// 观测值
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// Volume (bed-days, visits).
    pub volume: Fraction,
    /// Cost, 分.
    pub cost: Fraction,
}

/// `cost = fixed + variable × volume`.
/// 混合成本分解结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MixedCost {
    /// Per unit of volume (单位变动成本), 分.
    pub variable: Fraction,
    /// Per period (固定成本), 分. Below 0 where the line cuts the axis there: then it is no fixed cost, only a line.
    pub fixed: Fraction,
    /// Coefficient of determination (判定系数 R²); `None` for high–low.
    pub r_squared: Option<Fraction>,
}

fn mean<'a>(values: impl Iterator<Item = &'a Fraction>, count: usize) -> Fraction {
    let sum: Fraction = values.sum();
    let part = Fraction::new(1, i64::try_from(count).unwrap_or(i64::MAX)).unwrap_or_default();
    sum * &part
}

fn rising(variable: Fraction) -> Computed<Fraction> {
    if variable.is_negative() {
        return Err(Reason::new("reason.negative_slope"));
    }
    Ok(variable)
}

/// From the periods of highest and lowest **volume**; where several share it, their mean cost.
/// 高低点法
///
/// # Errors
/// `reason.equal_volumes` where all volumes are the same (or there are none), `reason.negative_slope` where more
/// volume cost less. Source: cost-method §4.1.
pub fn high_low(points: &[Observation]) -> Computed<MixedCost> {
    let none = || Reason::new("reason.equal_volumes");
    let low = points
        .iter()
        .map(|point| &point.volume)
        .min()
        .ok_or_else(none)?;
    let high = points
        .iter()
        .map(|point| &point.volume)
        .max()
        .ok_or_else(none)?;
    let cost_at = |volume: &Fraction| {
        let same = || points.iter().filter(|point| point.volume == *volume);
        mean(same().map(|point| &point.cost), same().count())
    };
    let (bottom, top) = (cost_at(low), cost_at(high));
    let variable = rising((&top - &bottom).over(&(high - low), none)?)?;
    Ok(MixedCost {
        fixed: bottom - &(&variable * low),
        variable,
        r_squared: None,
    })
}

/// Least squares in exact fractions, with R².
/// 回归直线法
///
/// # Errors
/// `reason.few_points` below [`FEWEST_POINTS`], `reason.equal_volumes`, `reason.negative_slope`. A cost that never
/// changes has variable cost 0 and no R². Source: cost-method §4.1.
pub fn regression(points: &[Observation]) -> Computed<MixedCost> {
    if points.len() < FEWEST_POINTS {
        return Err(Reason::new("reason.few_points")
            .with("count", points.len().to_string())
            .with("fewest", FEWEST_POINTS.to_string()));
    }
    let volume = mean(points.iter().map(|point| &point.volume), points.len());
    let cost = mean(points.iter().map(|point| &point.cost), points.len());
    let (mut xx, mut xy, mut yy) = (Fraction::zero(), Fraction::zero(), Fraction::zero());
    for point in points {
        let (x, y) = (&point.volume - &volume, &point.cost - &cost);
        xx += &(&x * &x);
        xy += &(&x * &y);
        yy += &(&y * &y);
    }
    let variable = rising(xy.over(&xx, || Reason::new("reason.equal_volumes"))?)?;
    let explained = &xy * &variable;
    let r_squared = explained
        .over(&yy, || Reason::new("reason.equal_volumes"))
        .ok();
    Ok(MixedCost {
        fixed: cost - &(&variable * &volume),
        variable,
        r_squared,
    })
}
