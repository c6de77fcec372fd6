//! The tests of evidence, from outside: one module per kind of file. Every file is built in code.

mod corpus;
mod damage;
mod documents;
mod names;
mod pictures;
mod seeded;
