mod real_file;
mod support;
