//! What stands under `[year]` and `[month]` of `pack.toml`, word for word. Numbers are decimal text or parameter ids.

use serde::Deserialize;

use super::shape::Name;

/// Rules that hold from a day on share these keys.
macro_rules! dated {
    ($name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub(super) from: String,
            pub(super) source: String,
            pub(super) account: Option<String>,
            #[serde(default)]
            pub(super) end: bool,
            $($(#[$attribute])* pub(super) $field: $type,)*
        }
        impl Head for $name {
            fn head(&self) -> (&str, &str, Option<&String>, bool) {
                (&self.from, &self.source, self.account.as_ref(), self.end)
            }
        }
    };
}

/// First day, source, account, end.
pub(super) trait Head {
    fn head(&self) -> (&str, &str, Option<&String>, bool);
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Year {
    pub(super) order: Vec<String>,
    pub(super) account: Vec<Account>,
    pub(super) pool: Vec<Pool>,
    pub(super) growth_cap: Vec<GrowthCap>,
    pub(super) global_budget: Vec<Bands>,
    pub(super) share_bands: Vec<Bands>,
    pub(super) deposit: Vec<Deposit>,
    pub(super) advance: Vec<Advance>,
    pub(super) clearing: Vec<Clearing>,
    pub(super) deduction: Vec<Deduction>,
    pub(super) capitation: Vec<Capitation>,
    pub(super) package: Vec<Package>,
    pub(super) referral: Vec<Referral>,
    pub(super) reward: Vec<Reward>,
    pub(super) long_term_care: Vec<Care>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Month {
    pub(super) prepay: Vec<Prepay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: Name,
    pub(super) schemes: Vec<String>,
}

dated!(Pool {
    id: String,
    name: Option<Name>,
    budget: Option<String>,
    reserve: Option<String>,
    basis: Option<String>,
    ratio: Option<String>,
    places: Option<u32>,
    remainder: Option<String>,
    own_price: Option<String>,
    #[serde(default)]
    participants: Vec<Participant>,
    budget_value: Option<BudgetValue>,
    #[serde(default)]
    what_if: Vec<WhatIf>,
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Participant {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) own: bool,
    pub(super) points: Option<String>,
    pub(super) patients: Option<String>,
    pub(super) prepaid: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BudgetValue {
    pub(super) costs: Vec<String>,
    pub(super) weights: Vec<String>,
    pub(super) points: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WhatIf {
    pub(super) name: String,
    pub(super) own: String,
    pub(super) region: Option<String>,
    pub(super) budget: String,
    pub(super) source: String,
}

dated!(GrowthCap {
    per_case: Option<String>,
    total: Option<String>,
    prior_average: Option<String>,
    prior_total: Option<String>,
    #[serde(default)]
    order: Vec<String>,
    excess: Option<String>,
});

dated!(Bands {
    budget: Option<String>,
    floor: Option<String>,
    below: Option<String>,
    keep: Option<String>,
    #[serde(default)]
    bands: Vec<(String, String)>,
});

dated!(Deposit {
    share: Option<String>,
    score: Option<String>,
    #[serde(default, rename = "return")]
    returns: Vec<(String, String)>,
    returned_on: Option<String>,
});

dated!(Advance {
    months: Option<String>,
    paid_last_year: Option<String>,
    interest: Option<String>,
    paid_on: Option<String>,
    repaid_on: Option<String>,
});

dated!(Clearing {
    due: Option<String>,
    instalments: Option<u8>,
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deduction {
    pub(super) account: String,
    pub(super) year: i16,
    pub(super) on: String,
    pub(super) kind: String,
    pub(super) amount: String,
    pub(super) reason: String,
    pub(super) source: String,
}

dated!(Prepay {
    share: Option<String>,
    on: Option<String>,
    every: Option<String>,
    lag: Option<u8>,
    day: Option<u8>,
    true_up: Option<TrueUp>,
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrueUp {
    pub(super) lag: u8,
    pub(super) day: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    pub(super) name: String,
    pub(super) share: String,
}

dated!(Capitation {
    name: String,
    per_head: Option<String>,
    periods: Option<String>,
    members: Option<String>,
    spend: Option<String>,
    overspend_fund_share: Option<String>,
    surplus_keep_share: Option<String>,
    #[serde(default)]
    split: Vec<Share>,
});

dated!(Package {
    name: String,
    per_head: Option<String>,
    members: Option<String>,
    #[serde(default)]
    funding: Vec<Share>,
    cost_per_head: Option<String>,
});

dated!(Referral {
    name: String,
    ratio: Option<String>,
    points: Option<String>,
    factor: Option<String>,
    cost: Option<String>,
});

dated!(Reward {
    name: String,
    rate: Option<String>,
    of: Option<String>,
    #[serde(default)]
    conditions: Vec<Condition>,
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    pub(super) name: String,
    pub(super) value: Option<String>,
    pub(super) compare: String,
    pub(super) limit: String,
}

dated!(Care {
    name: String,
    share: Option<String>,
    cap: Option<String>,
    cap_on: Option<String>,
    flat: Option<String>,
    charge: Option<String>,
    days: Option<String>,
});
