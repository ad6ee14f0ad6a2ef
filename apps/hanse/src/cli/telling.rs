//! How a command says "no" to a person: the sentence of the refusal's code, in the language of the terminal, with the code behind
//! it. For programs the whole problem stands beside the sentence.

use std::fmt;

use edge::{Language, Texts};
use kernel::Refusal;
use serde_json::{Value, json};
use store::CommandError;

use crate::product;

/// The language of the terminal (POSIX: `LC_ALL`, else `LC_MESSAGES`, else `LANG`), where it is one of ours; else English.
pub(super) fn language() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    language_of(&named.into_iter().find(|value| !value.is_empty()).unwrap_or_default())
}

/// `zh_CN.UTF-8` as Chinese.
fn language_of(locale: &str) -> Language {
    let primary = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
    Language::ALL.into_iter().find(|language| language.tag() == primary).unwrap_or_default()
}

/// A "no" as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub code: String,
    pub title: String,
    pub detail: String,
    pub help: Option<String>,
    pub field: Option<String>,
    pub facts: Value,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.title.ends_with(['.', '。', '!', '?']) { "" } else { ":" };
        write!(out, "{}{end} {} ({})", self.title, self.detail, self.code)?;
        if let Some(field) = self.field.as_ref().filter(|field| !field.is_empty()) {
            write!(out, " [{field}]")?;
        }
        if let Some(help) = &self.help {
            write!(out, "\n       {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// What a code says with these facts.
    pub fn of_code(code: &str, field: Option<String>, facts: &[(&str, String)], language: Language) -> Self {
        let said = match Texts::load(&product::texts()) {
            Ok(texts) => texts.say(code, language, facts),
            Err(error) => edge::Said { title: code.replace('_', " "), detail: error.to_string(), help: None },
        };
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), json!(value)));
        Self {
            code: code.to_owned(),
            title: said.title,
            detail: said.detail,
            help: said.help,
            field,
            facts: Value::Object(facts.collect()),
        }
    }

    pub fn of_refusal(refusal: &Refusal, language: Language) -> Self {
        let facts: Vec<(&str, String)> = refusal.facts.iter().map(|(name, value)| (*name, value.clone())).collect();
        Self::of_code(refusal.code, refusal.field.clone(), &facts, language)
    }

    /// The problem a job ended with: `{"code":…,"facts":{…}}`; `None` where there is none.
    pub fn of_job(told: &Value, language: Language) -> Option<Self> {
        let code = told.get("code")?.as_str()?;
        let facts = told.get("facts").and_then(Value::as_object).into_iter().flatten();
        let facts: Vec<(&str, String)> =
            facts.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default().to_owned())).collect();
        Some(Self::of_code(code, None, &facts, language))
    }

    /// What a server answered (RFC 9457), in the language it was asked in; `None` for what is no problem.
    pub fn of_answer(told: &Value) -> Option<Self> {
        let text = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            code: text("code")?,
            title: text("title")?,
            detail: text("detail").unwrap_or_default(),
            help: text("help"),
            field: text("field"),
            facts: told.get("facts").cloned().unwrap_or_else(|| json!({})),
        })
    }

    /// The same for a program.
    pub fn json(&self) -> Value {
        json!({
            "code": self.code, "title": self.title, "detail": self.detail, "help": self.help, "field": self.field,
            "facts": self.facts,
        })
    }
}

/// A command's end, as a sentence and, where it was a "no" with a code, as a problem.
pub(super) fn told(failure: &super::Failure) -> (String, Option<Value>) {
    let problem = if let Some(problem) = failure.downcast_ref::<Problem>() {
        Some(problem.clone())
    } else if let Some(CommandError::Refused(refusal)) = failure.downcast_ref::<CommandError>() {
        Some(Problem::of_refusal(refusal, language()))
    } else {
        failure.downcast_ref::<Refusal>().map(|refusal| Problem::of_refusal(refusal, language()))
    };
    match problem {
        Some(problem) => (problem.to_string(), Some(problem.json())),
        None => (failure.to_string(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminals_language_is_read_from_its_locale() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Zh),
            ("ar", Language::Ar),
            ("en_GB", Language::En),
            ("C.UTF-8", Language::En),
            ("de_DE@euro", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(language_of(locale), language, "{locale}");
        }
    }

    #[test]
    fn a_refusal_is_a_sentence_with_its_code() {
        let refusal = Refusal::not_found("no_such_tenant").with("tenant", "acme");
        let failure: super::super::Failure = Box::new(CommandError::from(refusal.clone()));
        let (said, problem) = told(&failure);
        assert_eq!(problem.unwrap()["facts"]["tenant"], "acme");
        assert!(said.contains("(no_such_tenant)") && said.contains("acme"), "{said}");
        let said = Problem::of_refusal(&refusal, Language::Zh).to_string();
        assert!(said.contains("此处没有该公司") && said.contains("(no_such_tenant)"), "{said}");
    }
}
