mod again;
mod agreeing;
mod files;
mod real_file;
mod support;
