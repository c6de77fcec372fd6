//! The face provider, in the shape of Alibaba Cloud's ID verification for web pages
//! (金融级实人认证, `cloudauth` 2019-03-07). No biometric security: it compares pictures, for
//! demonstrations and tests.
//!
//! Written after help.aliyun.com: *InitFaceVerify* for PC and mobile H5 (document 173781),
//! *DescribeFaceVerify* (213466), *H5 网页集成* (173782), *错误码* (`error-code`), and after the
//! provider's API metadata. What is ours is marked so.
//!
//! # The operations
//!
//! ```text
//! POST /cloudauth
//! x-acs-action: InitFaceVerify | DescribeFaceVerify
//! x-acs-version: 2019-03-07
//! authorization: ACS3-HMAC-SHA256 …
//! ```
//!
//! Signed exactly as `SendSms` is, with the carrier's key unless `Config::face_key_id` says
//! otherwise. Parameters in the query or as a form. What the gateway refuses has an error status
//! and `{"Code":"SignatureDoesNotMatch","Message":…,"RequestId":…,"HostId":…}`; the service itself
//! always answers with status 200 and a number as text in `Code`.
//!
//! `InitFaceVerify`:
//!
//! | parameter | value |
//! |---|---|
//! | `SceneId` | [`SCENE_ID`] |
//! | `OuterOrderNo` | letters and digits, at most 32 |
//! | `ProductCode` | `ID_PRO` |
//! | `CertType` | `IDENTITY_CARD` |
//! | `CertName`, `CertNo` | name and number; the number has 18 digits, the last may be `X` |
//! | `MetaInfo` | a JSON object, must be there; not looked at here |
//! | `ReturnUrl` | where the person goes afterwards, of an allowed origin; may be left out (ours) |
//! | `Model`, `Mobile`, `Ip`, `UserId`, `CertifyUrlType` … | may be there; not looked at |
//!
//! ```json
//! {"Code":"200","Message":"success","RequestId":"…","ResultObject":{"CertifyId":"32 hex digits",
//!  "CertifyUrl":"http://<the Host of the call>/face/<CertifyId>","CaptureToken":"…"}}
//! ```
//!
//! `CaptureToken` is ours (below). Otherwise `Code` is `400` (a parameter is missing), `401` (not of
//! the right form), `404` (no such scene), `500` ([`FaceMode::Failing`] gives an HTTP status 500
//! before that).
//!
//! `DescribeFaceVerify` with `SceneId` and `CertifyId`, once there is a decision:
//!
//! ```json
//! {"Code":"200","Message":"success","RequestId":"…","ResultObject":{"Passed":"T","SubCode":"200",
//!  "IdentityInfo":null,"DeviceToken":null,"MaterialInfo":"{\"faceAttack\":\"F\",
//!  \"facialPictureFront\":{\"qualityScore\":90.0,\"verifyScore\":99.1}}"}}
//! ```
//!
//! | `Passed` | `SubCode` | meaning |
//! |---|---|---|
//! | `T` | `200` | passed |
//! | `F` | `201` | name and number do not belong together |
//! | `F` | `202` | nobody has this number |
//! | `F` | `204` | not the same face |
//! | `F` | `205` | liveness at risk ([`FaceMode::LivenessRisk`]) |
//!
//! Before a decision: `{"Code":"424","Message":"身份认证记录不存在","RequestId":…}` without a
//! `ResultObject`. The document: not begun, given up, and still being processed all give `424`. It
//! also lists `403` (认证未完成), which the sandbox never gives; a caller does well to treat it the
//! same. `406` (无效的CertifyId): no such id, an id of another scene, or undecided for longer than
//! `Config::face_session_lifetime`. A decision stays as long as the sandbox runs.
//!
//! # Capture (ours)
//!
//! At the real provider its own script takes the pictures. Here the recovery page takes them and the
//! recovery server passes them on:
//!
//! ```text
//! POST /cloudauth/capture/<CertifyId>
//! x-capture-token: <CaptureToken>
//! content-type: image/jpeg | image/png        at most 200 KiB
//! ```
//!
//! ```json
//! {"guidance":"too_dark" | "too_far" | "hold_still" | "more","finished":false}
//! ```
//!
//! `too_dark`: too little light; `too_far`: nothing to see in the middle; `hold_still`: very
//! different from the picture before; `more`: a good picture, send another. After
//! [`GOOD_FRAMES`] good ones in a row `finished` is true and `guidance` has no
//! meaning; ask `DescribeFaceVerify`. Further pictures change nothing.
//!
//! 400: not a picture; 401: wrong or no token; 404: no such id; 410: expired; 413: too large;
//! 415: neither JPEG nor PNG; 500: [`FaceMode::Failing`].
//!
//! # The provider's page
//!
//! `GET /face/<CertifyId>` has the buttons "Send the enrolled picture", "Send somebody else's
//! picture", "Use the camera" and "Cancel". It goes to `ReturnUrl` with one parameter appended, as
//! the provider does: `response`, a JSON text, percent-encoded:
//!
//! ```json
//! {"code":1000,"reason":"","extInfo":{"certifyId":"…"}}
//! ```
//!
//! `code` is `1000` passed, `2006` not passed, `1003` cancelled; the words in `reason` are ours. It is
//! for the page only: what counts is `DescribeFaceVerify`.
//!
//! # Faces
//!
//! Every person of [`people`](crate::people) has a drawn face: [`picture`] and [`video`] here,
//! `GET /faces/<key or number of the identity card>.png` and `.y4m` over HTTP. `/faces` lists them and lets a
//! developer enrol the picture of a camera instead, until it is removed or the sandbox stops.
//!
//! # The switch
//!
//! `GET` and `POST /sandbox/face` with `{"mode":"works"}`: see [`FaceMode`].

mod capture;
mod drawing;
mod enrolment;
mod frame;
mod likeness;
mod mode;
mod operations;
mod party;
mod verification;
mod video;

pub(crate) use capture::{TOKEN_HEADER, capture, picture as read_picture};
pub use drawing::picture;
pub(crate) use frame::Frame;
pub use mode::FaceMode;
pub(crate) use operations::operate;
pub(crate) use party::{Absent, FaceProvider};
pub(crate) use verification::{SubCode, Verification};
pub use video::{dark_video, video, video_of};

/// How large a picture may be, in bytes.
pub const PICTURE_LIMIT_BYTES: usize = 200 * 1024;

/// The only scene (认证场景) that the provider knows.
pub const SCENE_ID: &str = "1000000006";

/// How many good pictures in a row lead to a decision.
pub const GOOD_FRAMES: u8 = 3;

/// The path of the operations, below the sandbox's address.
pub const OPERATIONS_PATH: &str = "/cloudauth";
