use crate::hospital::ItemAmounts;
use crate::quantity::Fraction;

/// Adds item by item.
/// 分项相加
pub fn add(to: &mut ItemAmounts, from: &ItemAmounts) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// Takes away item by item.
/// 分项相减
pub fn subtract(from: &mut ItemAmounts, what: &ItemAmounts) {
    for (from, what) in from.iter_mut().zip(what) {
        *from -= what;
    }
}

/// All seven items together.
/// 合计
pub fn total(amounts: &ItemAmounts) -> Fraction {
    amounts.iter().sum()
}

/// Each item times the factor.
/// 分项乘以系数
pub fn scaled(amounts: &ItemAmounts, factor: &Fraction) -> ItemAmounts {
    std::array::from_fn(|item| &amounts[item] * factor)
}

/// Whether every item is exactly 0 (a sum of 0 made of +1 and −1 is not).
/// 各项均为零
pub fn is_zero(amounts: &ItemAmounts) -> bool {
    amounts.iter().all(Fraction::is_zero)
}

/// Several amounts together, item by item.
/// 分项合计
pub fn sums(of: &[&ItemAmounts]) -> ItemAmounts {
    std::array::from_fn(|item| of.iter().map(|amounts| &amounts[item]).sum())
}

/// The items of the mask; the others are 0.
/// 按成本项目筛选
pub(super) fn masked(amounts: &ItemAmounts, mask: &[bool; 7]) -> ItemAmounts {
    std::array::from_fn(|item| {
        if mask[item] {
            amounts[item].clone()
        } else {
            Fraction::zero()
        }
    })
}
