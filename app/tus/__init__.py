"""Uploads that go on where a connection broke: tus 1.0.0 (https://tus.io/protocols/resumable-upload)."""
