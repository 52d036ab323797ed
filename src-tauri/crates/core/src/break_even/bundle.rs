//! Several products in a constant mix (多病组固定结构).

use super::BreakEven;
use crate::quantity::{Computed, Fraction, Reason};

/// One case group of the mix, money in one unit throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Payment per case.
    pub price: Fraction,
    /// Variable cost per case.
    pub variable: Fraction,
    /// Cases per bundle.
    pub cases: Fraction,
}

/// Terms that move break-even besides price and cost.
/// 托管费、补助、目标结余
///
/// Source: cost-method §4.2. A share of the surplus does not move the hospital's break-even and has no place here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Share of revenue paid as management fee, 0–1 (托管费比例).
    pub fee_share: Fraction,
    /// Fixed part of the management fee.
    pub fee_fixed: Fraction,
    /// Subsidy and other income that does not depend on volume.
    pub subsidy: Fraction,
    /// Surplus to reach.
    pub target: Fraction,
}

/// A constant mix of case groups with the fixed cost it must cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Case groups.
    pub products: Vec<Product>,
    /// Fixed cost.
    pub fixed: Fraction,
    /// Fee, subsidy, target.
    pub terms: Terms,
}

/// Break-even of a mix.
/// 多病组保本点
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleBreakEven {
    /// Bundles.
    pub bundles: Fraction,
    /// Cases of all groups, exact.
    pub cases: Fraction,
    /// Cases per group, exact.
    pub by_group: Vec<Fraction>,
    /// Revenue.
    pub revenue: Fraction,
}

impl Bundle {
    /// Contribution per case of each group, after the fee's share of revenue (单位边际贡献).
    pub fn unit_contribution(&self) -> Vec<Fraction> {
        let keep = &Fraction::one() - &self.terms.fee_share;
        self.products
            .iter()
            .map(|product| &(&product.price * &keep) - &product.variable)
            .collect()
    }
    /// Contribution per bundle.
    pub fn contribution(&self) -> Fraction {
        self.unit_contribution()
            .iter()
            .zip(&self.products)
            .map(|(unit, product)| unit * &product.cases)
            .sum()
    }
    /// Revenue per bundle.
    pub fn revenue(&self) -> Fraction {
        self.products
            .iter()
            .map(|product| &product.price * &product.cases)
            .sum()
    }
    /// Cases per bundle.
    pub fn cases(&self) -> Fraction {
        self.products.iter().map(|product| &product.cases).sum()
    }
    /// Fixed cost after fee and subsidy, without the target.
    pub fn net_fixed(&self) -> Fraction {
        &(&self.fixed + &self.terms.fee_fixed) - &self.terms.subsidy
    }
    /// The bundles that break even, or reach the target.
    ///
    /// # Errors
    /// `reason.no_contribution` when a bundle contributes nothing.
    pub fn break_even(&self) -> Computed<BundleBreakEven> {
        let (revenue, cases) = (self.revenue(), self.cases());
        let fixed = &self.net_fixed() + &self.terms.target;
        let bundles = BreakEven::at(fixed, self.contribution(), &revenue, &cases).multiple?;
        Ok(BundleBreakEven {
            cases: &bundles * &cases,
            by_group: self
                .products
                .iter()
                .map(|product| &product.cases * &bundles)
                .collect(),
            revenue: &bundles * &revenue,
            bundles,
        })
    }
    /// Surplus at a number of bundles, without the target.
    pub fn profit(&self, bundles: &Fraction) -> Fraction {
        &(bundles * &self.contribution()) - &self.net_fixed()
    }
    /// Price of every case that just breaks even at `cases` cases of one product: (fixed + variable) ÷ cases.
    /// 给定人次的保本单价
    ///
    /// # Errors
    /// `reason.no_cases` at 0 cases.
    pub fn price_needed(
        fixed: &Fraction,
        variable: &Fraction,
        cases: &Fraction,
    ) -> Computed<Fraction> {
        Ok(&fixed.over(cases, || Reason::new("reason.no_cases"))? + variable)
    }
}
