//! The tests of the password policy, from outside: one module per question.

mod any_policy;
mod common_passwords;
mod generated;
mod identifiers;
mod lengths;
mod oracle;
mod password_rules;
mod random_strings;
mod rejections;
mod rules_grammar;
mod scalars;
mod seeded;
