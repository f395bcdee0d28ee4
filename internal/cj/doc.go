// Package cj talks to CJ Affiliate for one account: it reads the Commission
// Detail API, finds links to promote and the terms of their programmes, and
// builds and takes apart CJ's click links.
//
// What comes from CJ is checked here, once, and handed on with CJ's own texts.
// The package must not know who asks, what a member is, or where rows are
// kept; it never logs, and never repeats the token in an error.
package cj
