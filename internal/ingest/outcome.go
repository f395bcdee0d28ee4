package ingest

import "errors"

// Outcome is what a sync met, by its source; what is nil went well.
type Outcome struct {
	Waits   error // payments that a restored relay does not take yet
	Refused error // what the relay will never take
	Relay   error
	CJ      error

	read bool // the log is folded up to its head
}

// Error implements error.
func (o *Outcome) Error() string { return errors.Join(o.Unwrap()...).Error() }

// Unwrap gives all that was met.
func (o *Outcome) Unwrap() (all []error) {
	for _, err := range []error{o.Refused, o.Waits, o.Relay, o.CJ} {
		if err != nil {
			all = append(all, err)
		}
	}
	return all
}

// orNil is the outcome as an error.
func (o *Outcome) orNil() error {
	if len(o.Unwrap()) == 0 {
		return nil
	}
	return o
}

// add keeps what a further exchange met.
func (o *Outcome) add(next *Outcome) {
	o.Waits = next.Waits // the same payments again
	o.Refused, o.Relay = errors.Join(o.Refused, next.Refused), errors.Join(o.Relay, next.Relay)
}
