//! What a rate is for decides which day's rate it is.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use kernel::{Locale, Refusal};

/// What a rate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FxPurpose {
    /// A price told to a buyer.
    Quote,
    /// An entry in the books.
    Booking,
    /// VAT on an invoice in another currency.
    Invoice,
    /// The customs value of an import into the EU.
    Customs,
    /// The quarterly Union or non-Union scheme return.
    OssReturn,
    /// The monthly import scheme return.
    IossReturn,
    /// Reports and figures.
    Management,
}

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleStatus {
    /// No law: how this house does it.
    House,
    /// A law as it is remembered; the text was not at hand when this was written.
    Unsure,
}

/// A sentence in the languages of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Says {
    pub en: &'static str,
    pub zh: &'static str,
    pub ar: &'static str,
}

impl Says {
    /// What is called the same in every language.
    const fn citation(text: &'static str) -> Self {
        Self { en: text, zh: text, ar: text }
    }

    /// For a reader of these languages, the best first; English where none is known.
    pub fn to(self, locales: &[Locale]) -> &'static str {
        let known = [(Locale::EN, self.en), (Locale::ZH, self.zh), (Locale::AR, self.ar)];
        let of = |wanted: Locale| known.iter().find(|(locale, _)| *locale == wanted).map(|(_, text)| *text);
        locales.iter().flat_map(|locale| locale.chain()).find_map(of).unwrap_or(self.en)
    }
}

/// Where a purpose's choice of day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FxRule {
    pub says: Says,
    pub source: Says,
    pub status: RuleStatus,
}

/// The day whose rate is wanted, and which one to take when nothing was published on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedDay {
    /// Else the last one before.
    OnOrBefore(Date),
    /// Else the next one after.
    OnOrAfter(Date),
}

impl WantedDay {
    pub const fn day(self) -> Date {
        match self {
            Self::OnOrBefore(day) | Self::OnOrAfter(day) => day,
        }
    }
}

impl FxPurpose {
    pub const ALL: [Self; 7] =
        [Self::Quote, Self::Booking, Self::Invoice, Self::Customs, Self::OssReturn, Self::IossReturn, Self::Management];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Booking => "booking",
            Self::Invoice => "invoice",
            Self::Customs => "customs",
            Self::OssReturn => "oss_return",
            Self::IossReturn => "ioss_return",
            Self::Management => "management",
        }
    }

    /// The rule of a purpose. Member States may allow or want other rates (Poland the central bank's of the day before, Great Britain
    /// its monthly ones): import those under the purpose and they go first.
    pub const fn rule(self) -> FxRule {
        match self {
            Self::Quote | Self::Booking | Self::Management => FxRule {
                says: Says {
                    en: "the rate last published on or before the day",
                    zh: "当日或之前最近一次公布的汇率",
                    ar: "آخر سعر نُشر في ذلك اليوم أو قبله",
                },
                source: Says { en: "house rule", zh: "内部规则", ar: "قاعدة داخلية" },
                status: RuleStatus::House,
            },
            Self::Invoice => FxRule {
                says: Says {
                    en: "the rate last published when the tax became chargeable",
                    zh: "纳税义务发生时最近一次公布的汇率",
                    ar: "آخر سعر نُشر عند استحقاق الضريبة",
                },
                source: Says::citation("Directive 2006/112/EC, Art. 91(2)"),
                status: RuleStatus::Unsure,
            },
            Self::Customs => FxRule {
                says: Says {
                    en: "for a whole month, the rate published on the day before the second last Wednesday of the month before",
                    zh: "整月适用上月倒数第二个星期三前一天公布的汇率",
                    ar: "لشهر كامل، السعر المنشور في اليوم السابق للأربعاء قبل الأخير من الشهر السابق",
                },
                source: Says::citation("Implementing Regulation (EU) 2015/2447, Art. 146"),
                status: RuleStatus::Unsure,
            },
            Self::OssReturn => FxRule {
                says: Says {
                    en: "the rate of the last day of the quarter, else of the next day of publication",
                    zh: "季度最后一天的汇率，当日未公布则取下一个公布日的汇率",
                    ar: "سعر آخر يوم من الربع، وإلا فسعر يوم النشر التالي",
                },
                source: Says::citation("Directive 2006/112/EC, Art. 366 and 369h"),
                status: RuleStatus::Unsure,
            },
            Self::IossReturn => FxRule {
                says: Says {
                    en: "the rate of the last day of the month, else of the next day of publication",
                    zh: "月末最后一天的汇率，当日未公布则取下一个公布日的汇率",
                    ar: "سعر آخر يوم من الشهر، وإلا فسعر يوم النشر التالي",
                },
                source: Says::citation("Directive 2006/112/EC, Art. 369v"),
                status: RuleStatus::Unsure,
            },
        }
    }

    /// The day whose rate counts for something on day `on`.
    pub fn wanted_day(self, on: Date) -> WantedDay {
        match self {
            Self::Quote | Self::Booking | Self::Invoice | Self::Management => WantedDay::OnOrBefore(on),
            Self::Customs => WantedDay::OnOrBefore(before_second_last_wednesday(on)),
            Self::OssReturn => WantedDay::OnOrAfter(end_of_quarter(on)),
            Self::IossReturn => WantedDay::OnOrAfter(on.last_of_month()),
        }
    }
}

/// The day before the second last Wednesday of the month before that of `on`. Held at the ends of the calendar.
fn before_second_last_wednesday(on: Date) -> Date {
    let last = on.first_of_month().saturating_sub(1.day());
    let since_wednesday = (last.weekday().to_monday_zero_offset() + 7 - 2) % 7;
    last.saturating_sub((i64::from(since_wednesday) + 8).days())
}

fn end_of_quarter(on: Date) -> Date {
    let months_left = (3 - on.month() % 3) % 3;
    on.first_of_month().saturating_add(i64::from(months_left).months()).last_of_month()
}

/// Whole days from `a` to `b`; negative when `b` is earlier.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.until((Unit::Day, b)).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

impl FromStr for FxPurpose {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let known = Self::ALL.into_iter().find(|purpose| purpose.as_str() == text);
        let shown = || text.chars().take(40).collect::<String>();
        known.ok_or_else(|| Refusal::invalid("unknown_fx_purpose").with("text", shown()))
    }
}

impl fmt::Display for FxPurpose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl RuleStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Unsure => "unsure",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_purpose_wants_its_day() {
        let wanted = |purpose: FxPurpose, on| purpose.wanted_day(on);
        assert_eq!(wanted(FxPurpose::Quote, date(2026, 11, 21)), WantedDay::OnOrBefore(date(2026, 11, 21)));
        // October 2026 has Wednesdays on 21 and 28: the day before the second last is Tuesday 20.
        assert_eq!(wanted(FxPurpose::Customs, date(2026, 11, 1)), WantedDay::OnOrBefore(date(2026, 10, 20)));
        assert_eq!(wanted(FxPurpose::Customs, date(2026, 11, 30)), WantedDay::OnOrBefore(date(2026, 10, 20)));
        // A month that ends on a Wednesday: 30 September 2026; the second last is 23.
        assert_eq!(wanted(FxPurpose::Customs, date(2026, 10, 5)), WantedDay::OnOrBefore(date(2026, 9, 22)));
        for (on, end) in [
            (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 6, 30), date(2026, 6, 30)),
            (date(2026, 11, 21), date(2026, 12, 31)),
        ] {
            assert_eq!(wanted(FxPurpose::OssReturn, on), WantedDay::OnOrAfter(end));
        }
        assert_eq!(wanted(FxPurpose::IossReturn, date(2028, 2, 3)), WantedDay::OnOrAfter(date(2028, 2, 29)));
    }

    #[test]
    fn every_purpose_reads_back() {
        for purpose in FxPurpose::ALL {
            assert_eq!(purpose.as_str().parse(), Ok(purpose));
        }
        assert!("fun".parse::<FxPurpose>().is_err());
    }
}
