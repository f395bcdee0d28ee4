// Package secret keeps a profile's secrets: each sealed with XChaCha20-Poly1305
// under one 32-byte key, which the operating system's keychain holds, or a
// passphrase makes.
//
// It must not know what the secrets open, and never writes one in the clear.
package secret
