//! Break-even (保本): volume, revenue, margin of safety, leverage; one product or a constant mix.

mod bundle;
mod equivalent;
mod loss_kind;
pub mod mixed_cost;
pub mod mixed_months;
mod segment;
mod stepped;

pub use bundle::{Bundle, BundleBreakEven, Product, Terms};
pub use equivalent::Equivalents;
pub use loss_kind::LossKind;
pub use stepped::{Tier, TierBreakEven, stepped};

use serde::Serialize;

use crate::quantity::{Computed, Fraction, Reason};

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

impl BreakEven {
    /// From totals at the present volume and mix, 分.
    /// 保本点 = 固定成本 ÷ 边际贡献
    ///
    /// Nothing breaks even where contribution is not positive (`reason.no_contribution`). Where fixed
    /// cost is below 0, other income carries everything: 0 cases break even. Leverage is `reason.no_profit` where there
    /// is none. Source: cost-method §4.2.
    pub fn at(
        fixed: Fraction,
        contribution: Fraction,
        revenue: &Fraction,
        cases: &Fraction,
    ) -> Self {
        let no_contribution = || Reason::new("reason.no_contribution");
        let multiple = if !contribution.is_positive() {
            Err(no_contribution())
        } else if fixed.is_negative() {
            Ok(Fraction::zero())
        } else {
            fixed.over(&contribution, no_contribution)
        };
        let profit = &contribution - &fixed;
        let times = |amount: &Fraction| {
            multiple
                .as_ref()
                .map(|multiple| multiple * amount)
                .map_err(Clone::clone)
        };
        Self {
            contribution_ratio: contribution.over(revenue, || Reason::new("reason.no_income")),
            cases: times(cases),
            revenue: times(revenue),
            margin_of_safety: multiple
                .clone()
                .map(|multiple| &Fraction::one() - &multiple),
            leverage: if profit.is_positive() {
                contribution.over(&profit, || Reason::new("reason.no_profit"))
            } else {
                Err(Reason::new("reason.no_profit"))
            },
            multiple,
            fixed,
            contribution,
        }
    }
}
