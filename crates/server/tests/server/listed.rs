//! The server answers every operation of the contract's list, and none with another method.

use crate::world::*;
use regain_contract::operations;
use reqwest::Method;

#[test]
fn each_operation_of_the_list_is_answered_under_its_method_alone() {
    run(Database::Sqlite, async |world: World| {
        for operation in operations::ALL {
            let (own, other) = match operation.kind.is_read() {
                true => (Method::GET, Method::POST),
                false => (Method::POST, Method::GET),
            };
            let path = format!("{}{}", operations::API, operation.path);
            let reads = operations::ALL.iter().filter(|one| one.path == operation.path).count();

            let reply = world.send(own, &path, &[], String::new()).await;
            assert!(![404, 405].contains(&reply.status.as_u16()), "{path}: {}", reply.status);

            let reply = world.send(other, &path, &[], String::new()).await;
            assert_eq!((reads, reply.status.as_u16()), (1, 405), "{path}");
        }
    });
}
