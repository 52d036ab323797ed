//! Explanations read as formulas: what they say when one cell holds another amount.

use std::collections::BTreeMap;

use yingheng_core::issue::Place;
use yingheng_core::quantity::{Fraction, Reason, rounding};
use yingheng_core::report::forms::Worlds;
use yingheng_core::trace::{Operation, Trace, explain_in};

use crate::One;

/// A hospital before the change, with the explanations opened so far; each key is opened once.
pub struct Road<'a> {
    pub before: &'a One,
    worlds: Worlds<'a>,
    opened: BTreeMap<String, Trace>,
    /// Figures of all forms.
    pub figures: Vec<(String, Option<Fraction>)>,
}

impl<'a> Road<'a> {
    pub fn new(before: &'a One) -> Self {
        let mut road = Self {
            before,
            worlds: before.worlds(),
            opened: BTreeMap::new(),
            figures: Vec::new(),
        };
        let figures = before.keys().into_iter();
        road.figures = figures
            .map(|key| {
                let value = road.open(&key).value.ok();
                (key, value)
            })
            .collect();
        road
    }

    fn open(&mut self, key: &str) -> Trace {
        if let Some(found) = self.opened.get(key) {
            return found.clone();
        }
        let found = explain_in(&self.worlds, key).unwrap_or_else(|r| panic!("{key}: {r:?}"));
        self.opened.insert(key.to_owned(), found.clone());
        found
    }
}

/// What an explanation says when one cell holds another amount, and whether it hangs on the cell at all.
#[derive(Clone)]
pub struct Said {
    pub value: Option<Fraction>,
    pub holds: bool,
}

pub struct Reading<'a, 'b> {
    pub road: &'b mut Road<'a>,
    pub cell: &'b Place,
    pub new: &'b Fraction,
    pub known: BTreeMap<String, Said>,
}

impl Reading<'_, '_> {
    pub fn key(&mut self, key: &str) -> Said {
        if let Some(said) = self.known.get(key) {
            return said.clone();
        }
        let node = self.road.open(key);
        let said = self.node(&node, Some(key));
        self.known.insert(key.to_owned(), said.clone());
        said
    }

    fn node(&mut self, node: &Trace, opened: Option<&str>) -> Said {
        if let Some(cell) = &node.cell {
            let holds = cell == self.cell;
            let value = if holds {
                Some(self.new.clone())
            } else {
                node.value.clone().ok()
            };
            return Said { value, holds };
        }
        if node.operands.is_empty() {
            if let Some(key) = node.key.as_deref().filter(|key| Some(*key) != opened) {
                return self.key(key);
            }
            assert_ne!(
                node.label.key, "trace.rest",
                "the hospital is small enough for whole lists"
            );
            return Said {
                value: node.value.clone().ok(),
                holds: false,
            };
        }
        let parts: Vec<Said> = node
            .operands
            .iter()
            .map(|part| self.node(part, None))
            .collect();
        let holds = parts.iter().any(|part| part.holds);
        if !holds {
            return Said {
                value: node.value.clone().ok(),
                holds,
            };
        }
        let values: Option<Vec<Fraction>> = parts.into_iter().map(|part| part.value).collect();
        let value = values.and_then(|values| match node.operation {
            Some(Operation::Sum) => Some(values.iter().sum()),
            Some(Operation::Difference) => Some(&values[0] - &values[1]),
            Some(Operation::Product) => values.into_iter().reduce(|a, b| a * b),
            Some(Operation::Quotient) => values[0]
                .over(&values[1], || Reason::new("reason.none"))
                .ok(),
            // Steps of a payment rule are words to the reader.
            Some(Operation::Steps) | None => None,
        });
        // A case is rounded to the 分; closing moves what is printed, not the value.
        let rounded = node
            .rounding
            .as_ref()
            .is_some_and(|words| words.key == "trace.rounded_fen");
        let value = value.map(|value| {
            if rounded {
                rounding::to_money(&value).exact()
            } else {
                value
            }
        });
        Said { value, holds }
    }
}
