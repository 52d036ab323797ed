//! Regional pools: clearing by points, point values, dilution.

use yingheng_core::clearing::{Own, cleared, weighted_value};
use yingheng_core::period::Date;
use yingheng_core::quantity::{Fraction, Money, rounding};

use crate::read::{DIP, DRG, case, money, number, pack, settled, shown, text};

#[test]
fn a_regional_pool_is_cleared_by_points() {
    let golden = case(DRG, "DRG-19");
    let params = &golden["params"];
    let rows: Vec<String> = golden["inputs"]["hospitals"]
        .as_array()
        .expect("hospitals")
        .iter()
        .map(|one| {
            let id = text(&one["id"]);
            format!(
                "{{ id = \"{id}\", name = \"{id}\", points = \"{}\", patients = \"{}\", prepaid = \"{}\" }}",
                text(&one["points"]),
                text(&one["patient_share"]),
                text(&one["prepaid"])
            )
        })
        .collect();
    for remainder in ["spread", "reserve"] {
        let found = settled(&format!(
            "\n[[year.pool]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nid = \"p\"\nname = {{ zh = \"p\", en = \"p\" }}\nbudget = \"{}\"\nreserve = \"{}\"\nbasis = \"total\"\nplaces = {}\nremainder = \"{remainder}\"\nparticipants = [{}]\n",
            text(&params["fund_budget"]),
            text(&params["reserve_share"]),
            params["point_value_round"],
            rows.join(", ")
        ));
        let pool = found.pools[0].outcome.as_ref().expect("computed");
        let expected = &golden["expected"];
        assert_eq!(
            rounding::to_text(&pool.value, 4),
            text(&expected["point_value"])
        );
        assert_eq!(
            rounding::to_text(&pool.fund_value, 4),
            text(&expected["fund_only_point_value"])
        );
        for part in &pool.parts {
            let wanted = &expected["hospitals"][&part.id];
            assert_eq!(part.gross.to_string(), text(&wanted["gross"]));
            assert_eq!(part.fund_due.to_string(), text(&wanted["fund_due"]));
            assert_eq!(
                part.clearing.expect("prepaid").to_string(),
                text(&wanted["clearing"])
            );
        }
        let due: Money = pool.parts.iter().map(|part| part.fund_due).sum();
        assert_eq!(due.to_string(), text(&expected["check_sum_fund_due"]));
        assert_eq!(pool.remainder, Money::ZERO);
    }
}

/// A pool of this hospital and the rest of the region, cleared on a stated rule.
fn pool(year: &str, own: &str) -> yingheng_core::clearing::PoolOutcome {
    let pack = pack(year);
    let rule = pack.year.pools[0].rule.as_ref().expect("rule");
    let own = Own {
        points: own.parse::<Fraction>().map_err(|_| unreachable!()),
        patients: Money::ZERO,
        prepaid: None,
    };
    let day = Date::new(2025, 12, 31).expect("day");
    cleared(&pack, rule, "demo", day, &own).expect("computed")
}

#[test]
fn a_rounded_point_value_leaves_a_named_remainder() {
    let golden = case(DRG, "DRG-20");
    let inputs = &golden["inputs"];
    let others = number(&inputs["points_region"]) - number(&inputs["points_hospital"]);
    let year = |remainder: &str| {
        format!(
            "\n[[year.pool]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nid = \"p\"\nname = {{ zh = \"p\", en = \"p\" }}\nbudget = \"{}\"\nreserve = \"0\"\nbasis = \"fund\"\nplaces = {}\nremainder = \"{remainder}\"\nparticipants = [{{ id = \"own\", name = \"own\", own = true }}, {{ id = \"o\", name = \"o\", points = \"{others}\" }}]\n",
            text(&inputs["budget"]),
            golden["params"]["point_value_round"]
        )
    };
    let own = text(&inputs["points_hospital"]);
    let rounded = pool(&year("reserve"), &own);
    let exact = pool(&year("spread"), &own);
    let expected = &golden["expected"];
    assert_eq!(
        rounded.parts[0].gross.to_string(),
        text(&expected["payment_pv4"])
    );
    assert_eq!(
        exact.parts[0].gross.to_string(),
        text(&expected["payment_exact"])
    );
    let sum = |pool: &yingheng_core::clearing::PoolOutcome| -> Money {
        pool.parts.iter().map(|part| part.fund_due).sum()
    };
    assert_eq!(sum(&exact), money(&inputs["budget"]));
    assert_eq!(sum(&rounded) + rounded.remainder, money(&inputs["budget"]));
    assert_ne!(rounded.remainder, Money::ZERO);
}

#[test]
fn scores_divide_the_fund_over_its_reimbursement_ratio_and_dilute() {
    let (value, dilution) = (case(DIP, "DIP-10"), case(DIP, "DIP-11"));
    let inputs = &value["inputs"];
    let own = text(&dilution["inputs"]["hospital_scores"]);
    let others = number(&inputs["sum_scores"]) - number(&dilution["inputs"]["hospital_scores"]);
    let year = format!(
        "\n[[year.pool]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\nid = \"p\"\nname = {{ zh = \"p\", en = \"p\" }}\nbudget = \"{}\"\nreserve = \"0\"\nbasis = \"ratio\"\nratio = \"{}\"\nplaces = 4\nremainder = \"spread\"\nparticipants = [{{ id = \"own\", name = \"own\", own = true }}, {{ id = \"o\", name = \"o\", points = \"{others}\" }}]\nwhat_if = [{{ name = \"region\", own = \"0\", region = \"{}\", budget = \"0\", source = \"demo\" }}, {{ name = \"own\", own = \"1/3\", budget = \"0\", source = \"demo\" }}]\n",
        text(&inputs["fund_for_dip"]),
        text(&inputs["reimbursement_ratio"]),
        text(&dilution["inputs"]["region_growth"]),
    );
    let found = pool(&year, &own);
    assert_eq!(
        rounding::to_text(&found.value, 4),
        text(&value["expected"]["settlement_point_value"])
    );
    let expected = &dilution["expected"];
    assert_eq!(
        found.parts[0].gross.to_string(),
        text(&expected["revenue0"])
    );
    let changed = found.what_if[0].as_ref().expect("computed");
    assert_eq!(rounding::to_text(&changed.value, 4), text(&expected["pv1"]));
    assert_eq!(shown(&changed.gross), text(&expected["revenue1"]));
    assert_eq!(
        rounding::to_text(&changed.change, 6),
        text(&expected["change"])
    );
    // (1 + g) ÷ (1 + s·g) − 1 with s the own share: payment-rules §4, §10 (WIF-02's formula).
    let alone = found.what_if[1].as_ref().expect("computed");
    let share = number(&dilution["inputs"]["hospital_scores"])
        .over(&number(&inputs["sum_scores"]), || unreachable!())
        .expect("a share");
    let third: Fraction = "1/3".parse().expect("third");
    let one = Fraction::one();
    let expected = (&one + &third).over(&(&one + &(&share * &third)), || unreachable!());
    assert_eq!(alone.change, expected.expect("a change") - one);
}

#[test]
fn the_budget_point_value_weighs_the_years() {
    let of = |texts: &[&str]| -> Vec<Fraction> {
        texts
            .iter()
            .map(|text| text.parse().expect("number"))
            .collect()
    };
    // Weights 1 : 2 : 7, oldest first: payment-rules §4. (1·90 + 2·95 + 7·100) ÷ 10 ÷ 8.
    let value = weighted_value(
        &of(&["90", "95", "100"]),
        &of(&["1", "2", "7"]),
        &Fraction::from(8),
    );
    assert_eq!(value, Ok("12.25".parse().expect("number")));
}
