//! What is wrong with a table of lives before it is kept.

use super::{DepreciationRule, LifeRule};
use crate::issue::Message;
use crate::quantity::Fraction;

/// More years than this are a slip of the pen, whatever the class.
pub const LONGEST_LIFE: u32 = 999;

/// Faults of the rule and of the table, in the order of the lines; empty when both can be kept.
/// 折旧规则与折旧年限的差错
///
/// Each message names the line (from 1), the class and the field: no class, a class or another spelling named twice, a
/// life of 0 or beyond [`LONGEST_LIFE`], a shortest life above the longest, no source, a residual share outside 0 – 1.
pub fn life_faults(rule: &DepreciationRule, lives: &[LifeRule]) -> Vec<Message> {
    let mut found = Vec::new();
    let one = Fraction::one();
    if let Some(share) = &rule.residual
        && (share.is_negative() || *share >= one)
    {
        found.push(Message::new("plan.residual_out_of_range"));
    }
    let mut named: Vec<&str> = Vec::new();
    for (at, life) in lives.iter().enumerate() {
        let fault = |key: &str| {
            Message::new(key)
                .with("row", (at + 1).to_string())
                .with("class", life.class.as_str())
        };
        if life.class.trim().is_empty() {
            found.push(Message::new("plan.life_no_class").with("row", (at + 1).to_string()));
        }
        let mut own: Vec<&str> = Vec::new();
        for name in std::iter::once(&life.class).chain(&life.also) {
            if !name.trim().is_empty() && !own.contains(&name.as_str()) {
                own.push(name);
            }
        }
        for name in own {
            if named.contains(&name) {
                found.push(fault("plan.life_twice").with("name", name));
            } else {
                named.push(name);
            }
        }
        for (field, years) in [("years_min", life.years_min), ("years_max", life.years_max)] {
            let code = match years {
                Some(0) => "plan.life_zero",
                Some(years) if years > LONGEST_LIFE => "plan.life_too_long",
                _ => continue,
            };
            found.push(fault(code).with("field", format!("@column.{field}")));
        }
        if let (Some(least), Some(most)) = (life.years_min, life.years_max)
            && least > most
        {
            found.push(
                fault("plan.life_order")
                    .with("min", least.to_string())
                    .with("max", most.to_string()),
            );
        }
        if life.source.trim().is_empty() {
            found.push(fault("plan.life_no_source"));
        }
    }
    found
}
