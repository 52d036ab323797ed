use std::fmt::Write as _;

use super::PackFile;
use super::convert::FORMAT;
use yingheng_core::policy::{PatientMode, PolicyPack, PriceMethod, Route};
use yingheng_core::quantity::{Fraction, rounding};

/// The files of a tariff pack (定额): amounts per group, no outliers, no coefficients, as
/// `policy::tariff_from_mean_cost` makes them. Reading them back with [`super::parse`] gives the same payments; the first
/// ten groups become the pack's worked cases. `None` for a pack that is more than a tariff.
pub fn tariff_files(pack: &PolicyPack) -> Option<Vec<PackFile>> {
    let flow = &pack.flow;
    let plain = flow.price == PriceMethod::Fixed
        && flow.is_plain()
        && pack.methods.is_empty()
        && pack.routing.is_empty()
        && pack.parameters.is_empty()
        && pack.year.is_empty()
        && pack
            .schemes
            .values()
            .chain(&pack.other_schemes)
            .all(|rule| rule.route == Route::Priced)
        && pack.groups.rows().iter().any(|row| row.amount.is_some());
    plain
        .then(|| {
            [
                ("golden.toml", golden_toml(pack)),
                ("groups.csv", groups_csv(pack)),
                ("pack.toml", pack_toml(pack)),
            ]
        })
        .map(|files| {
            files
                .into_iter()
                .map(|(name, text)| PackFile {
                    name: name.to_owned(),
                    bytes: text.into_bytes(),
                })
                .collect()
        })
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn pack_toml(pack: &PolicyPack) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("format = {}", quoted(FORMAT)));
    line(format!("id = {}", quoted(&pack.id)));
    line(format!(
        "name = {{ zh = {}, en = {} }}",
        quoted(&pack.name),
        quoted(&pack.name_en)
    ));
    line(format!("pooling_area = {}", quoted(&pack.pooling_area)));
    line(format!("synthetic = {}", pack.synthetic));
    line("undated = \"period_end\"".into());
    if let Some(rule) = &pack.other_schemes {
        line(format!(
            "other_schemes = {{ route = \"priced\", key = {} }}",
            quoted(&rule.key)
        ));
    }
    line(format!(
        "\n[groups]\nvalid_from = {}\nsource = {}",
        quoted(&pack.groups.valid_from.to_string()),
        quoted(&pack.groups.source)
    ));
    for (id, source) in &pack.sources {
        line(format!(
            "\n[source.{}]\ntitle = {}\nissuer = {}",
            quoted(id),
            quoted(&source.title),
            quoted(&source.issuer)
        ));
        line(format!(
            "number = {}\nlink = {}\nlevel = {}",
            quoted(&source.number),
            quoted(&source.link),
            quoted(source.certainty.key())
        ));
        for (field, day) in [("issued", source.issued), ("effective", source.effective)] {
            if let Some(day) = day {
                line(format!("{field} = {}", quoted(&day.to_string())));
            }
        }
    }
    line("\n[scheme]".into());
    for (name, rule) in &pack.schemes {
        line(format!(
            "{} = {{ route = \"priced\", key = {} }}",
            quoted(name),
            quoted(&rule.key)
        ));
    }
    let mode = match pack.flow.patient {
        PatientMode::Whole => "whole",
        _ => "deduct_actual",
    };
    line(format!(
        "\n[flow.price]\nmethod = \"fixed\"\n\n[flow.patient]\nmode = \"{mode}\""
    ));
    line(format!(
        "\n[flow.rounding]\npayment = {}",
        pack.flow.rounding.payment
    ));
    out
}

/// A decimal text that reads back to the same number; table figures have at most a few places.
fn decimal(value: Option<&Fraction>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    (0..=12)
        .map(|places| rounding::to_text(value, places))
        .find(|text| text.parse::<Fraction>().as_ref() == Ok(value))
        .unwrap_or_else(|| value.to_string())
}

fn groups_csv(pack: &PolicyPack) -> String {
    let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = "code,name,name_en,weight,mean_charge,mean_los,amount,flags,status\n".to_owned();
    for row in pack.groups.rows() {
        let amount = row
            .amount
            .map(|amount| amount.to_string())
            .unwrap_or_default();
        let status = if row.published {
            "published"
        } else {
            "unpublished"
        };
        let numbers = [
            decimal(row.weight.as_ref()),
            decimal(row.mean_charge.as_ref()),
            decimal(row.mean_los.as_ref()),
            amount,
        ]
        .join(",");
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{},{},{},{numbers},{},{status}",
            field(&row.code),
            field(&row.name),
            field(&row.name_en),
            field(&row.flags.join(";"))
        );
    }
    out
}

fn golden_toml(pack: &PolicyPack) -> String {
    let scheme = pack.schemes.keys().next().map_or("", String::as_str);
    let mut out = String::new();
    for row in pack
        .groups
        .rows()
        .iter()
        .filter(|row| row.published)
        .take(10)
    {
        let Some(amount) = row.amount else { continue };
        let (code, scheme, day) = (
            quoted(&row.code),
            quoted(scheme),
            quoted(&pack.groups.valid_from.to_string()),
        );
        let _ = writeln!(
            out,
            "[[case]]\nid = {code}\ngroup = {code}\nscheme = {scheme}\ndischarged = {day}\nlos = 1\ncharge = \"{amount}\"\nkind = \"normal\"\nstandard = \"{amount}\"\nrevenue = \"{amount}\"\nfund = \"{amount}\"\n"
        );
    }
    out
}
