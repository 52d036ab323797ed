//! The catalogue loads, and has a name for every member of the families core counts. That both languages say the same
//! and every code has a sentence is proved by `tests/tidy`.

use yingheng_app::messages::{Catalogue, Language};

#[test]
fn files_are_well_formed() {
    for language in Language::ALL {
        let (_, faults) = Catalogue::load(language);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn families_of_names_are_complete() {
    use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
    use yingheng_core::plan::CostLevel;
    use yingheng_core::scenario::{Guard, Lever, TargetKind};
    let catalogue = Catalogue::of(Language::English);
    let mut names: Vec<String> = CostItem::ALL
        .iter()
        .map(|item| format!("item.{}", item.key()))
        .collect();
    names.extend(
        FundingSource::ALL
            .iter()
            .map(|x| format!("funding.{}", x.key())),
    );
    names.extend(
        DepartmentClass::ALL
            .iter()
            .map(|x| format!("class.{}", x.key())),
    );
    names.extend(CostLevel::ALL.iter().map(|x| format!("level.{}", x.key())));
    for lever in Lever::ALL {
        let of = |family: &str| format!("{family}.{}", lever.key());
        names.extend(["lever", "lever_meaning", "lever_formula"].map(of));
        let parameters = lever.spec().parameters.iter();
        names.extend(parameters.map(|own| format!("lever_parameter.{}", own.key)));
        names.push(format!("lever_unit.{}", lever.spec().measure.key()));
        names.push(format!("lever_family.{}", lever.spec().family.key()));
    }
    names.extend(Guard::ALL.iter().map(|x| format!("guard.{}", x.key())));
    names.extend(TargetKind::ALL.map(|x| format!("lever_target.{}", x.key())));
    let derived = yingheng_core::allocation::DERIVED_DRIVERS;
    let named = yingheng_core::allocation::NAMED_DRIVERS;
    names.extend(derived.iter().chain(&named).map(|driver| {
        let name = yingheng_core::allocation::driver_name(driver);
        name.trim_start_matches('@').to_owned()
    }));
    names.extend(["same", "following"].map(|key| format!("entry_month.{key}")));
    for name in names {
        assert!(catalogue.has(&name), "{name}");
    }
}
