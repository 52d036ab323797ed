//! A pack read at one day, whatever the days of the cases.

use super::{Entry, PolicyPack};
use crate::period::Date;

impl PolicyPack {
    /// The pack in which what holds on `day` holds always: cases keep their own days for stays between admissions, for
    /// months and for years of quotas, and are paid by the values of that day. What has no value on the day has none at
    /// all; a group table that begins later never begins. Rules of the year stay as they are.
    /// 按指定日期取值
    pub fn read_at(&self, day: Date) -> Self {
        let mut pack = self.clone();
        let (Some(always), Some(never)) = (Date::new(1900, 1, 1), Date::new(2200, 12, 31)) else {
            return pack;
        };
        for parameter in pack.parameters.values_mut() {
            let held = parameter.at(day).ok().map(|(entry, _)| Entry {
                from: always,
                ..entry.clone()
            });
            parameter.entries = held.into_iter().collect();
        }
        pack.groups.valid_from = if pack.groups.valid_from <= day {
            always
        } else {
            never
        };
        pack.content_hash = format!("{}@{day}", self.content_hash);
        pack
    }
}
