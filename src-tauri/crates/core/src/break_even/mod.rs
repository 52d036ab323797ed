//! Break-even (保本): volume, revenue, margin of safety, leverage; one product or a constant mix.

mod loss_kind;
mod volume;

pub use loss_kind::LossKind;

use serde::Serialize;

use crate::quantity::{Computed, Fraction};

/// Break-even of one segment at constant mix.
/// 保本分析
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BreakEven {
    /// Fixed cost to be covered, after income that does not depend on volume, 分.
    pub fixed: Fraction,
    /// Contribution of all cases at the present volume, 分.
    pub contribution: Fraction,
    /// Contribution ÷ revenue (边际贡献率).
    pub contribution_ratio: Computed<Fraction>,
    /// Break-even volume as a multiple of the present volume.
    pub multiple: Computed<Fraction>,
    /// Break-even cases (保本工作量), exact; round up to show.
    pub cases: Computed<Fraction>,
    /// Break-even revenue (保本收入), 分.
    pub revenue: Computed<Fraction>,
    /// (present − break-even) ÷ present (安全边际率); negative is a shortfall.
    pub margin_of_safety: Computed<Fraction>,
    /// Operating leverage (经营杠杆系数); not applicable without a profit.
    pub leverage: Computed<Fraction>,
}
