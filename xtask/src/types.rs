//! The stage `types`: checks the TypeScript of the loader, the declarations of the npm package, and the
//! TypeScript examples of `docs/embedding.md`. Writes nothing but the examples, below `target/types`.

use crate::failure::Outcome;
use crate::tools::{self, Tool};
use crate::{files, process, workspace};
use std::path::Path;
use std::process::Command;

/// What the examples use of Angular, so that they are checked without it.
const ANGULAR: &str = "declare module \"@angular/core\" {
  export const CUSTOM_ELEMENTS_SCHEMA: unique symbol;
  export function Component(about: { selector: string; schemas: symbol[]; template: string }): ClassDecorator;
  export class ElementRef { nativeElement: HTMLElement; }
  export function inject<Given>(token: new () => Given): Given;
}
";

/// Fails when TypeScript finds an error; its own words are above.
pub fn check() -> Outcome {
    tools::ensure(&[Tool::TypeScript])?;
    compile(&workspace::root().join("loader"), "the types of the loader")?;
    let folder = workspace::target().join("types");
    write_examples(&folder)?;
    compile(&folder, "the types of the examples in docs/embedding.md")
}

fn compile(project: &Path, what: &str) -> Outcome {
    let mut tsc = Command::new(Tool::TypeScript.programs()?.join("tsc"));
    tsc.arg("--noEmit").arg("--project").arg(project).current_dir(workspace::root());
    process::run(&mut tsc, what)
}

/// Writes each TypeScript example into a file of its own, with what they need beside them.
fn write_examples(folder: &Path) -> Outcome {
    files::remove(folder)?;
    let document = files::read_text(&workspace::root().join("docs/embedding.md"))?;
    for (number, example) in examples(&document).enumerate() {
        files::write(&folder.join(format!("example-{number}.ts")), example.as_bytes())?;
    }
    files::write(&folder.join("angular.d.ts"), ANGULAR.as_bytes())?;
    let settings = serde_json::json!({
        "extends": workspace::root().join("loader/tsconfig.json"),
        "compilerOptions": {
            "experimentalDecorators": true,
            "paths": {
                "regain-recovery": [workspace::root().join("loader/package/index.d.ts")],
            },
        },
        "include": ["."],
    });
    files::write(&folder.join("tsconfig.json"), settings.to_string().as_bytes())
}

/// The TypeScript examples of a document.
fn examples(document: &str) -> impl Iterator<Item = &str> {
    let fenced = document.split("\n```ts\n").skip(1);
    fenced.map(|rest| rest.split("\n```").next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::examples;

    #[test]
    fn the_examples_of_a_document_are_found() {
        let document = "a\n```ts\none\ntwo\n```\nb\n```js\nother\n```\n```ts\nthree\n```\n";

        assert_eq!(examples(document).collect::<Vec<_>>(), ["one\ntwo", "three"]);
    }
}
