package affiliate

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Codes of Error.
const (
	Invalid     = "invalid"     // what was entered is not usable; Fields say where
	NotFound    = "not_found"   // there is no such thing
	Conflict    = "conflict"    // it is no longer as it was, or may not be changed now
	Unavailable = "unavailable" // something outside did not answer; try again
	Internal    = "internal"    // our fault
)

// Error is an error for a person: what happened, and what to do next.
type Error struct {
	Code    string
	Message string
	Hint    string
	Fields  map[string]string // form field to what is wrong with it
	Cause   error
}

// Error implements error.
func (e *Error) Error() string {
	parts := []string{e.Message}
	for _, name := range sortedKeys(e.Fields) {
		parts = append(parts, name+": "+e.Fields[name])
	}
	if e.Hint != "" {
		parts = append(parts, e.Hint)
	}
	return strings.Join(parts, " ")
}

// Unwrap gives the cause, which is for logs and not for people.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error of a code.
func Errorf(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint adds what to do next.
func (e *Error) WithHint(hint string) *Error { e.Hint = hint; return e }

// Code is the code of an error; Internal for one that is not an Error.
func Code(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// fieldErrors collects what is wrong with a form.
type fieldErrors map[string]string

func (f fieldErrors) add(field, message string) {
	if _, has := f[field]; !has {
		f[field] = message
	}
}

func (f fieldErrors) err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: "Some fields need another look.", Fields: f}
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
