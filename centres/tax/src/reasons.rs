//! The reasons for which a tax is not determined, and where their words are.

/// The code of a reason's sentence in `texts.toml`; none for a reason nobody gives.
pub fn text_of_reason(why: &str) -> Option<&'static str> {
    Some(match why {
        "registration_missing" => "not_determined_registration_missing",
        "old_distance_threshold" => "not_determined_old_distance_threshold",
        "small_seller_unregistered" => "not_determined_small_seller_unregistered",
        "distance_registration_missing" => "not_determined_distance_registration_missing",
        "distance_turnover_unknown" => "not_determined_distance_turnover_unknown",
        "turnover_unknown" => "not_determined_turnover_unknown",
        "stock_elsewhere_unknown" => "not_determined_stock_elsewhere_unknown",
        "buyer_id_of_dispatch_state" => "not_determined_buyer_id_of_dispatch_state",
        "regional_rate" => "not_determined_regional_rate",
        "class_not_mapped" => "not_determined_class_not_mapped",
        "rate_unknown" => "not_determined_rate_unknown",
        "consignment_value_unknown" => "not_determined_consignment_value_unknown",
        "border_tax_unknown" => "not_determined_border_tax_unknown",
        "import_accounting_scheme" => "not_determined_import_accounting_scheme",
        "us_local_tax_unknown" => "not_determined_us_local_tax_unknown",
        "us_import_unknown" => "not_determined_us_import_unknown",
        "no_rules_there" => "not_determined_no_rules_there",
        "place_undecided" => "not_determined_place_undecided",
        // Given by the import of files, for lines that no question can be made of.
        "price_basis_unknown" => "not_determined_price_basis_unknown",
        "goods_of_several_classes" => "not_determined_goods_of_several_classes",
        "line_meaning_unknown" => "not_determined_line_meaning_unknown",
        _ => return None,
    })
}
