//! Columns of the forms, and which figure stands where row and column meet.

use super::definition::{ColumnSet, FormDefinition};
use super::figures::{Figure, Part};
use super::rows::{Subject, object_kind};
use super::worlds::{World, Worlds};
use crate::hospital::{CostItem, DepartmentClass, FundingSource};
use crate::issue::Message;
use crate::plan::CostLevel;
use crate::report::{Column, Unit};

/// What a column shows of a row's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Part of cost, of an item or all.
    Cost(World, Part, Option<CostItem>),
    /// Amount of a unit in a form whose rows are items; `None` for all clinical units.
    UnitAmount(Option<usize>),
    UnitShare(Option<usize>),
    LevelAmount(CostLevel),
    LevelShare(CostLevel),
    ObjectAmount,
    ObjectShare,
    ObjectEach,
    ObjectCount,
    ObjectCost(Option<CostItem>),
    ObjectUnitCost,
    ObjectWithoutDrugs,
    Weight,
    Cases,
    Stay,
    GroupCost,
    GroupUnitCost,
    GroupUnitRevenue,
    GroupUnitGap,
    GroupItem(CostItem),
    GroupItemShare(CostItem),
    GroupServiceUnit(usize),
}

/// Which sum a column belongs to across: its parts add up to its total but for 尾差.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Across {
    None,
    Part(u8),
    Total(u8),
}

/// A column before its figures.
pub(super) struct Shown {
    pub column: Column,
    /// Heading above this and its neighbours of the same heading.
    pub group: Option<Message>,
    pub measure: Measure,
    pub across: Across,
}

fn shown(key: String, label: Message, unit: Unit, measure: Measure) -> Shown {
    let column = Column {
        key,
        label,
        unit: Some(unit),
    };
    Shown {
        column,
        group: None,
        measure,
        across: Across::None,
    }
}

impl Shown {
    fn across(mut self, across: Across) -> Self {
        self.across = across;
        self
    }
    fn under(mut self, group: Message) -> Self {
        self.group = Some(group);
        self
    }
}

fn item_label(item: Option<CostItem>) -> Message {
    Message::new(item.map_or("row.total".to_owned(), |item| {
        format!("item.{}", item.key())
    }))
}

fn item_key(item: Option<CostItem>) -> &'static str {
    item.map_or("total", CostItem::key)
}

fn items_and_total() -> impl Iterator<Item = Option<CostItem>> {
    CostItem::ALL.into_iter().map(Some).chain([None])
}

fn sum_of(item: Option<CostItem>, group: u8) -> Across {
    if item.is_some() {
        Across::Part(group)
    } else {
        Across::Total(group)
    }
}

/// The ladder as the long forms print it: what each step adds, and what it comes to.
const LADDER: [World; 7] = [
    World::Level(CostLevel::Medical),
    World::Funding(FundingSource::FiscalProject),
    World::Funding(FundingSource::OtherProject),
    World::Level(CostLevel::MedicalFull),
    World::Funding(FundingSource::ResearchTeaching),
    World::Funding(FundingSource::NonMedical),
    World::Level(CostLevel::HospitalFull),
];

const PARTS: [Part; 3] = [Part::Own, Part::Indirect, Part::Full];

fn word(key: &str) -> Message {
    Message::new(format!("column.{key}"))
}

fn form_word(key: &str) -> Message {
    Message::new(format!("form.column_{key}"))
}

pub(super) fn columns(worlds: &Worlds<'_>, definition: &FormDefinition) -> Vec<Shown> {
    let sets = definition.columns.iter();
    sets.flat_map(|set| column_set(worlds, definition, *set))
        .collect()
}

fn column_set(worlds: &Worlds<'_>, definition: &FormDefinition, set: ColumnSet) -> Vec<Shown> {
    let world = World::Level(definition.level_of(worlds.base().plan.level));
    let money =
        |key: &str, label: Message, measure| shown(key.to_owned(), label, Unit::Money, measure);
    match set {
        ColumnSet::DirectItems => items_and_total()
            .map(|item| {
                let measure = Measure::Cost(world, Part::Own, item);
                money(item_key(item), item_label(item), measure).across(sum_of(item, 0))
            })
            .collect(),
        ColumnSet::DirectLadder => LADDER
            .into_iter()
            .map(|world| {
                let measure = Measure::Cost(world, Part::Own, None);
                money(world.key(), Message::new(world.label()), measure)
            })
            .collect(),
        ColumnSet::Levels => [
            Part::Own,
            Part::Level1,
            Part::Level2,
            Part::Level3,
            Part::Given,
            Part::Full,
        ]
        .into_iter()
        .map(|part| {
            let across = if part == Part::Full {
                Across::Total(0)
            } else {
                Across::Part(0)
            };
            money(
                part.key(),
                word(part.key()),
                Measure::Cost(world, part, None),
            )
            .across(across)
        })
        .collect(),
        ColumnSet::ItemParts => items_and_total()
            .flat_map(|item| {
                PARTS
                    .into_iter()
                    .zip(0_u8..)
                    .map(move |(part, at)| (item, part, at))
            })
            .map(|(item, part, at)| {
                let key = format!("{}/{}", item_key(item), part.key());
                let measure = Measure::Cost(world, part, item);
                let column = shown(key, word(part.key()), Unit::Money, measure);
                column.under(item_label(item)).across(sum_of(item, at))
            })
            .collect(),
        ColumnSet::LadderParts => LADDER
            .into_iter()
            .flat_map(|world| PARTS.into_iter().map(move |part| (world, part)))
            .map(|(world, part)| {
                let key = format!("{}/{}", world.key(), part.key());
                let measure = Measure::Cost(world, part, None);
                let column = shown(key, word(part.key()), Unit::Money, measure);
                column.under(Message::new(world.label()))
            })
            .collect(),
        ColumnSet::ClinicalUnits => clinical_units(worlds),
        ColumnSet::LadderShares => CostLevel::ALL
            .into_iter()
            .flat_map(|level| {
                let group = || Message::new(format!("level.{}", level.key()));
                let (amount, share) = (Measure::LevelAmount(level), Measure::LevelShare(level));
                amount_and_share(level.key(), amount, share, group)
            })
            .collect(),
        ColumnSet::ObjectShares => vec![
            money("amount", word("amount"), Measure::ObjectAmount),
            shown(
                "share".into(),
                form_word("share"),
                Unit::Percent,
                Measure::ObjectShare,
            ),
            shown(
                "each".into(),
                form_word(object_kind(definition)),
                Unit::UnitMoney,
                Measure::ObjectEach,
            ),
        ],
        ColumnSet::ObjectCosts => vec![
            money("cost", word("cost"), Measure::ObjectCost(None)).across(Across::Total(0)),
            shown(
                "count".into(),
                word("count"),
                Unit::Count,
                Measure::ObjectCount,
            ),
            shown(
                "unit_cost".into(),
                word("unit_cost"),
                Unit::UnitMoney,
                Measure::ObjectUnitCost,
            ),
            shown(
                "without_drugs".into(),
                word("unit_cost_without_drugs"),
                Unit::UnitMoney,
                Measure::ObjectWithoutDrugs,
            ),
        ],
        ColumnSet::ObjectItems => CostItem::ALL
            .into_iter()
            .map(|item| {
                let measure = Measure::ObjectCost(Some(item));
                money(item.key(), item_label(Some(item)), measure).across(Across::Part(0))
            })
            .collect(),
        ColumnSet::Weight => {
            vec![shown(
                "weight".into(),
                form_word("weight"),
                Unit::Weight,
                Measure::Weight,
            )]
        }
        ColumnSet::GroupResults => vec![
            shown(
                "cases".into(),
                form_word("cases"),
                Unit::Count,
                Measure::Cases,
            ),
            shown("los".into(), word("los"), Unit::Days, Measure::Stay),
            money("cost", form_word("total_cost"), Measure::GroupCost),
            shown(
                "each".into(),
                form_word("per_case"),
                Unit::UnitMoney,
                Measure::GroupUnitCost,
            ),
            shown(
                "revenue".into(),
                form_word("revenue_per_case"),
                Unit::UnitMoney,
                Measure::GroupUnitRevenue,
            ),
            shown(
                "gap".into(),
                form_word("gap_per_case"),
                Unit::UnitMoney,
                Measure::GroupUnitGap,
            ),
        ],
        ColumnSet::GroupItems => {
            let items = CostItem::ALL.into_iter().flat_map(|item| {
                let (amount, share) = (Measure::GroupItem(item), Measure::GroupItemShare(item));
                amount_and_share(item.key(), amount, share, || item_label(Some(item)))
            });
            let total = money("total", item_label(None), Measure::GroupCost);
            items.chain([total.across(Across::Total(0))]).collect()
        }
        ColumnSet::GroupServiceUnits => {
            let units = worlds.base().plan.service_units.iter().enumerate();
            let units = units.map(|(index, unit)| {
                let name = Message::new("form.name").with("name", unit.name.as_str());
                let measure = Measure::GroupServiceUnit(index);
                shown(unit.code.clone(), name, Unit::Money, measure).across(Across::Part(0))
            });
            let total = money("total", item_label(None), Measure::GroupCost);
            units.chain([total.across(Across::Total(0))]).collect()
        }
        ColumnSet::ServiceItemResults => Vec::new(),
    }
}

/// 金额 and 占比 under one heading.
fn amount_and_share(
    key: &str,
    amount: Measure,
    share: Measure,
    group: impl Fn() -> Message,
) -> Vec<Shown> {
    let across = if matches!(amount, Measure::GroupItem(_)) {
        Across::Part(0)
    } else {
        Across::None
    };
    let share_of = shown(
        format!("{key}/share"),
        form_word("share"),
        Unit::Percent,
        share,
    );
    vec![
        shown(format!("{key}/amount"), word("amount"), Unit::Money, amount)
            .under(group())
            .across(across),
        share_of.under(group()),
    ]
}

fn clinical_units(worlds: &Worlds<'_>) -> Vec<Shown> {
    let departments = &worlds.base().facts.departments;
    let mut columns = Vec::new();
    for unit in worlds.units_of(DepartmentClass::Clinical) {
        let department = &departments[unit].0;
        let name = || Message::new("form.name").with("name", department.name.as_str());
        let (amount, share) = (
            Measure::UnitAmount(Some(unit)),
            Measure::UnitShare(Some(unit)),
        );
        columns.extend(amount_and_share(&department.code, amount, share, name));
    }
    let all = || Message::new("form.column_all_clinical");
    let (amount, share) = (Measure::UnitAmount(None), Measure::UnitShare(None));
    columns.extend(amount_and_share("all", amount, share, all));
    columns
}

/// Where row and column meet; `None` where nothing applies.
pub(super) fn figure(
    worlds: &Worlds<'_>,
    definition: &FormDefinition,
    subject: Subject,
    measure: Measure,
) -> Option<Figure> {
    let kind = object_kind(definition);
    let objects = worlds.objects(kind);
    let margins = &worlds.base().run.margins;
    let item_of = |subject: Subject| match subject {
        Subject::Item(item) => Some(Some(item)),
        Subject::Items => Some(None),
        _ => None,
    };
    let percent =
        |a: &Figure, b: &Figure| Some(worlds.quotient(a, b, Unit::Percent, "reason.no_cost"));
    match (subject, measure) {
        (Subject::Unit(unit), Measure::Cost(world, part, item)) => {
            Some(worlds.unit(world, unit, part, item))
        }
        (Subject::Class(class), Measure::Cost(world, part, item)) => {
            Some(worlds.class(world, class, part, item))
        }
        (Subject::Placeless, Measure::Cost(world, Part::Own, item)) => {
            Some(worlds.placeless(world, item))
        }
        (Subject::Business, Measure::Cost(world, Part::Own, item)) => {
            Some(worlds.business(world, item))
        }
        (Subject::All, Measure::Cost(world, Part::Own, item)) => Some(worlds.total(world, item)),
        (_, Measure::UnitAmount(unit)) => unit_amount(worlds, subject, unit),
        (_, Measure::UnitShare(unit)) => {
            let amount = worlds_cost(worlds, unit, item_of(subject)?);
            percent(&amount, &worlds_cost(worlds, unit, None))
        }
        (_, Measure::LevelAmount(level)) => {
            Some(worlds.total(World::Level(level), item_of(subject)?))
        }
        (_, Measure::LevelShare(level)) => {
            let world = World::Level(level);
            percent(
                &worlds.total(world, item_of(subject)?),
                &worlds.total(world, None),
            )
        }
        (_, Measure::ObjectAmount) => {
            Some(worlds.object_cost(kind, objects.first()?, item_of(subject)?))
        }
        (_, Measure::ObjectShare) => {
            let (object, item) = (objects.first()?, item_of(subject)?);
            let whole = worlds.object_cost(kind, object, None);
            percent(&worlds.object_cost(kind, object, item), &whole)
        }
        (_, Measure::ObjectEach) => {
            Some(worlds.object_unit_cost(kind, objects.first()?, item_of(subject)?))
        }
        (Subject::Object(index), _) => {
            let object = objects.get(index)?;
            match measure {
                Measure::ObjectCount => Some(worlds.object_count(kind, object)),
                Measure::ObjectCost(item) => Some(worlds.object_cost(kind, object, item)),
                Measure::ObjectUnitCost => Some(worlds.object_unit_cost(kind, object, None)),
                Measure::ObjectWithoutDrugs => Some(worlds.object_without_drugs(kind, object)),
                _ => None,
            }
        }
        (Subject::Group(index), _) => {
            let segment =
                index.map_or(Some(&margins.hospital), |index| margins.groups.get(index))?;
            Some(match measure {
                Measure::Weight => worlds.cmi(segment),
                Measure::Cases => worlds.cases(segment),
                Measure::Stay => worlds.los(segment),
                Measure::GroupCost => worlds.group_cost(segment),
                Measure::GroupUnitCost => worlds.group_unit_cost(segment),
                Measure::GroupUnitRevenue => worlds.group_unit_revenue(segment),
                Measure::GroupUnitGap => worlds.group_unit_gap(segment),
                Measure::GroupItem(item) => worlds.group_item(segment, item),
                Measure::GroupItemShare(item) => {
                    return percent(
                        &worlds.group_item(segment, item),
                        &worlds.group_cost(segment),
                    );
                }
                Measure::GroupServiceUnit(unit) => worlds.group_service_unit(segment, unit),
                _ => return None,
            })
        }
        _ => None,
    }
}

/// Full cost of a clinical unit, or of all of them.
fn worlds_cost(worlds: &Worlds<'_>, unit: Option<usize>, item: Option<CostItem>) -> Figure {
    let world = worlds.plan();
    match unit {
        Some(unit) => worlds.unit(world, unit, Part::Full, item),
        None => worlds.class(world, DepartmentClass::Clinical, Part::Full, item),
    }
}

/// A row of the composition analysis for one unit.
fn unit_amount(worlds: &Worlds<'_>, subject: Subject, unit: Option<usize>) -> Option<Figure> {
    let revenue = || unit.map_or_else(|| worlds.clinical_revenue(), |unit| worlds.revenue(unit));
    let each = |kind: &str| {
        let objects = worlds.objects(kind);
        let code = unit.map(|unit| worlds.base().facts.departments[unit].0.code.as_str());
        let own = objects
            .iter()
            .find(|object| object.department.as_deref() == code)?;
        let mut figure = worlds.object_unit_cost(kind, own, None);
        figure.unit = Unit::UnitMoney;
        Some(figure)
    };
    match subject {
        Subject::Item(item) => Some(worlds_cost(worlds, unit, Some(item))),
        Subject::Items => Some(worlds_cost(worlds, unit, None)),
        Subject::Revenue => Some(revenue()),
        Subject::Margin => Some(worlds.difference(&revenue(), &worlds_cost(worlds, unit, None))),
        Subject::PerBedDay => each("bed_days"),
        Subject::PerVisit => each("visits"),
        _ => None,
    }
}
