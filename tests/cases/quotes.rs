//! Where the reply ends and the quoted letter begins.
