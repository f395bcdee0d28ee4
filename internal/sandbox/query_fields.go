package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/sandbox/graphql"
)

// object is a JSON object that keeps the order in which it was asked for.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// The ways in which a field can be asked for wrongly.
var (
	errUndefined = errors.New("is undefined")
	errNeedsNone = errors.New("has no fields of its own to select")
	errNeedsSome = errors.New("needs a selection of its fields")
)

// selectFields answers the selected fields of one type, in their order.
func selectFields(typeName string, fields []graphql.Field, resolve func(graphql.Field) (any, error)) (object, error) {
	out := make(object, 0, len(fields))
	for _, f := range fields {
		value, err := any(typeName), error(nil)
		if f.Name != "__typename" {
			value, err = resolve(f)
		}
		if errors.Is(err, errUndefined) || errors.Is(err, errNeedsNone) || errors.Is(err, errNeedsSome) {
			err = fmt.Errorf("Field '%s' in type '%s' %w", f.Name, typeName, err) //nolint:staticcheck // CJ's wording
		}
		if err != nil {
			return nil, err
		}
		out = append(out, member{f.Key(), value})
	}
	return out, nil
}

// scalar answers a field that may not be given a selection or arguments.
func scalar(f graphql.Field, value any, known bool) (any, error) {
	switch {
	case !known:
		return nil, errUndefined
	case len(f.Selections) > 0:
		return nil, errNeedsNone
	case len(f.Arguments) > 0:
		return nil, fmt.Errorf("Field '%s' takes no arguments", f.Name) //nolint:staticcheck // CJ's wording
	}
	return value, nil
}

// renderPage answers a CommissionRecords object: up to limit rows, in the
// order of their ids.
func renderPage(fields []graphql.Field, rows []Commission, limit int) (any, error) {
	if len(fields) == 0 {
		return nil, errNeedsSome
	}
	complete := len(rows) <= limit
	rows = rows[:min(len(rows), limit)]
	return selectFields("PublisherCommissions", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "count":
			return scalar(f, len(rows), true)
		case "limit":
			return scalar(f, limit, true)
		case "payloadComplete":
			return scalar(f, complete, true)
		case "maxCommissionId":
			if len(rows) == 0 {
				return scalar(f, nil, true)
			}
			return scalar(f, rows[len(rows)-1].CommissionID, true)
		case "records":
			return renderList(f.Selections, rows, renderCommission)
		}
		return nil, errUndefined
	})
}

// renderList answers a list of objects. The fields are tried on an empty
// object first, so that a wrong one is an error also when the list is empty.
func renderList[T any](fields []graphql.Field, values []T, render func([]graphql.Field, T) (object, error)) (any, error) {
	if len(fields) == 0 {
		return nil, errNeedsSome
	}
	var empty T
	if _, err := render(fields, empty); err != nil {
		return nil, err
	}
	out := make([]object, 0, len(values))
	for _, v := range values {
		o, err := render(fields, v)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// instant is CJ's time text: ISO 8601 in UTC with a Z.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// orNull is a text, or null when there is none.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
