//! The ledger, account by account and unit by unit, against the sources that feed it.
//! 账表逐科目核对

use std::collections::{BTreeMap, BTreeSet};

use super::Feed;
use super::found::Found;
use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};

/// What the ledger booked to one account, all funding sources.
/// 科目发生额
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Account code as the ledger writes it.
    pub account: String,
    /// Its item; `None` where the account map does not have it.
    pub item: Option<CostItem>,
    /// Exact 分.
    pub amount: Fraction,
}

/// Accounts and the sources they were booked from.
/// 核对组
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key: the linked source's, else the item's.
    pub key: String,
    /// Cost item.
    pub item: CostItem,
    /// Accounts, by code.
    pub accounts: Vec<Booked>,
    /// Positions in [`Reconciliation::feeds`].
    pub feeds: Vec<usize>,
}

impl Group {
    /// What the ledger booked, exact 分.
    pub fn booked(&self) -> Fraction {
        self.accounts.iter().map(|booked| &booked.amount).sum()
    }
    /// What the sources say, exact 分.
    ///
    /// # Errors
    /// No source is there: the ledger is the only witness.
    pub fn fed(&self, all: &Reconciliation) -> Computed<Fraction> {
        if self.feeds.is_empty() {
            return Err(Reason::new("reason.no_source"));
        }
        let amounts = self.feeds.iter().filter_map(|index| all.feeds.get(*index));
        Ok(amounts.map(|feed| &feed.amount).sum())
    }
}

/// One unit's cost of one item: ledger and sources.
/// 科室核对行
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitItem {
    /// Unit code as written.
    pub department: String,
    /// Cost item; only items some source feeds.
    pub item: CostItem,
    /// What the ledger booked, all funding sources, exact 分.
    pub booked: Fraction,
    /// What the sources say, exact 分.
    pub fed: Fraction,
}

/// The whole comparison. Sums of groups and unmapped accounts are the ledger; sums of groups' sources are the feeds.
/// 账表核对
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// What the sources say.
    pub feeds: Vec<Feed>,
    /// Accounts against sources, by item.
    pub groups: Vec<Group>,
    /// Accounts the account map does not have.
    pub unmapped: Vec<Booked>,
    /// Units against sources, by item and unit code.
    pub units: Vec<UnitItem>,
}

/// Items of accounts: the first rule where several speak, as in the gathering.
fn items(facts: &Facts) -> BTreeMap<&str, CostItem> {
    let mut items = BTreeMap::new();
    for rule in &facts.accounts {
        items.entry(rule.account.as_str()).or_insert(rule.item);
    }
    items
}

/// Compares the ledger with the sources. Nothing is spread: a difference stays a difference.
pub fn reconcile(facts: &Facts, plan: &Plan, feeds: Vec<Feed>) -> (Reconciliation, Vec<Issue>) {
    let items = items(facts);
    let mut by_account: BTreeMap<&str, i128> = BTreeMap::new();
    let mut by_unit: BTreeMap<(CostItem, &str), (i128, Fraction)> = BTreeMap::new();
    let fed: BTreeSet<CostItem> = feeds.iter().map(|feed| feed.item).collect();
    for line in &facts.ledger {
        let fen = i128::from(line.amount.fen());
        *by_account.entry(line.account.as_str()).or_default() += fen;
        if let Some(item) = items.get(line.account.as_str())
            && fed.contains(item)
        {
            by_unit
                .entry((*item, line.department.as_str()))
                .or_default()
                .0 += fen;
        }
    }
    for feed in &feeds {
        by_unit
            .entry((feed.item, feed.department.as_str()))
            .or_default()
            .1 += &feed.amount;
    }
    let units = by_unit
        .into_iter()
        .map(|((item, department), (booked, fed))| UnitItem {
            department: department.to_owned(),
            item,
            booked: Fraction::whole(booked),
            fed,
        })
        .collect();
    let mut booked: BTreeMap<&str, Booked> = by_account
        .into_iter()
        .map(|(account, fen)| {
            let line = Booked {
                account: account.to_owned(),
                item: items.get(account).copied(),
                amount: Fraction::whole(fen),
            };
            (account, line)
        })
        .collect();
    let mut found = Found::default();
    let mut groups = linked(plan, &items, &feeds, &mut booked, &mut found);
    // What no link speaks for is compared item by item.
    let taken: BTreeSet<usize> = groups
        .iter()
        .flat_map(|group| group.feeds.clone())
        .collect();
    for item in CostItem::ALL {
        let accounts: Vec<Booked> = booked
            .values()
            .filter(|line| line.item == Some(item))
            .cloned()
            .collect();
        let own: Vec<usize> = (0..feeds.len())
            .filter(|index| feeds[*index].item == item && !taken.contains(index))
            .collect();
        if !accounts.is_empty() || !own.is_empty() {
            groups.push(Group {
                key: item.key().to_owned(),
                item,
                accounts,
                feeds: own,
            });
        }
    }
    groups.sort_by_key(|group| group.item);
    let unmapped = booked
        .into_values()
        .filter(|line| line.item.is_none())
        .collect();
    let reconciliation = Reconciliation {
        feeds,
        groups,
        unmapped,
        units,
    };
    (reconciliation, found.finish())
}

/// Groups of the plan's links; takes their accounts out of `booked`.
fn linked(
    plan: &Plan,
    items: &BTreeMap<&str, CostItem>,
    feeds: &[Feed],
    booked: &mut BTreeMap<&str, Booked>,
    found: &mut Found,
) -> Vec<Group> {
    let (mut groups, mut claimed, mut sources) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for link in &plan.source_links {
        // A second link of the same source has accounts, but not the source's amounts once more.
        let first = sources.insert(link.source.as_str());
        let own: Vec<usize> = (0..feeds.len())
            .filter(|index| feeds[*index].source == link.source && first)
            .collect();
        let item = own.first().map(|index| feeds[*index].item).or_else(|| {
            link.accounts
                .iter()
                .find_map(|account| items.get(account.as_str()).copied())
        });
        let tell = |code: &str, account: &str| {
            Issue::new(Severity::Warning, code)
                .with("account", account)
                .with("source", format!("@source.{}", link.source))
        };
        let mut accounts = Vec::new();
        for account in &link.accounts {
            if !claimed.insert(account.as_str()) {
                found.add(tell("sources.link_account_twice", account));
            } else if items.get(account.as_str()).copied() != item {
                found.add(tell("sources.link_other_item", account));
            } else if let Some(line) = booked.remove(account.as_str()) {
                accounts.push(line);
            }
        }
        if let Some(item) = item
            && (!accounts.is_empty() || !own.is_empty())
        {
            groups.push(Group {
                key: link.source.clone(),
                item,
                accounts,
                feeds: own,
            });
        }
    }
    groups
}
