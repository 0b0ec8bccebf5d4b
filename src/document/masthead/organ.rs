//! Names of the organs whose documents have mastheads, in the six languages.

use super::session;

/// The names, folded.
pub(super) const NAMES: [&str; 40] = [
    "united nations",
    "general assembly",
    "security council",
    "economic and social council",
    "human rights council",
    "trusteeship council",
    "human rights committee",
    "nations unies",
    "assemblée générale",
    "conseil de sécurité",
    "conseil économique et social",
    "conseil des droits de l’homme",
    "conseil des droits de l'homme",
    "comité des droits de l’homme",
    "naciones unidas",
    "asamblea general",
    "consejo de seguridad",
    "consejo económico y social",
    "consejo de derechos humanos",
    "comité de derechos humanos",
    "организация объединенных наций",
    "генеральная ассамблея",
    "совет безопасности",
    "экономический и социальный совет",
    "совет по правам человека",
    "комитет по правам человека",
    "الامم المتحده",
    "الجمعيه العامه",
    "مجلس الامن",
    "المجلس الاقتصادي والاجتماعي",
    "مجلس حقوق الانسان",
    "اللجنه المعنيه بحقوق الانسان",
    "联合国",
    "大会",
    "安全理事会",
    "经济及社会理事会",
    "人权理事会",
    "人权事务委员会",
    "聯合國",
    "安全理事會",
];

/// Whether a folded line is the name of an organ, alone or before a session.
pub(super) fn names_one(line: &str) -> bool {
    let rest = NAMES.iter().find_map(|name| line.strip_prefix(name));
    rest.is_some_and(|rest| rest.trim().is_empty() || session::session(rest).is_some())
}
