mod again;
mod agreeing;
mod files;
mod over_http;
mod real_file;
mod support;
