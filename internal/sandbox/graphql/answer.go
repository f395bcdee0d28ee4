package graphql

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Object is a JSON object that keeps the order in which it was asked for. Its
// values are nil, bool, string, int, int64, Object, []Object, or anything that
// encoding/json knows.
type Object []Member

// Member is one field of an Object.
type Member struct {
	Name  string
	Value any
}

// MarshalJSON implements json.Marshaler.
func (o Object) MarshalJSON() ([]byte, error) { return o.AppendJSON(nil) }

// AppendJSON appends the object's text. A ledger's page has some hundred
// thousand values, for which encoding/json's nested marshalers are too slow.
func (o Object) AppendJSON(b []byte) (_ []byte, err error) {
	b = append(b, '{')
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, m.Name), ':')
		if b, err = appendValue(b, m.Value); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

func appendValue(b []byte, value any) (_ []byte, err error) {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case string:
		return appendText(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case Object:
		return v.AppendJSON(b)
	case []Object:
		b = append(b, '[')
		for i, o := range v {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = o.AppendJSON(b); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	}
	text, err := json.Marshal(value)
	return append(b, text...), err
}

func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			text, _ := json.Marshal(s) // a string always has JSON
			return append(b, text...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// ErrUndefined says that a type has no such field; a resolver returns it.
var ErrUndefined = errors.New("is undefined")

var (
	errNeedsNone = errors.New("has no fields of its own to select")
	errNeedsSome = errors.New("needs a selection of its fields")
)

// Select answers the selected fields of one type, in their order.
func Select(typeName string, fields []Field, resolve func(Field) (any, error)) (Object, error) {
	if len(fields) == 0 {
		return nil, errNeedsSome
	}
	out := make(Object, 0, len(fields))
	for _, f := range fields {
		value, err := any(typeName), error(nil)
		if f.Name != "__typename" {
			value, err = resolve(f)
		}
		if errors.Is(err, ErrUndefined) || errors.Is(err, errNeedsNone) || errors.Is(err, errNeedsSome) {
			err = fmt.Errorf("Field '%s' in type '%s' %s", f.Name, typeName, err) //nolint:staticcheck // CJ's wording
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Member{f.Key(), value})
	}
	return out, nil
}

// Scalar answers a field that may not be given a selection or arguments.
func Scalar(f Field, value any, known bool) (any, error) {
	switch {
	case !known:
		return nil, ErrUndefined
	case len(f.Selections) > 0:
		return nil, errNeedsNone
	case len(f.Arguments) > 0:
		return nil, fmt.Errorf("Field '%s' takes no arguments", f.Name) //nolint:staticcheck // CJ's wording
	}
	return value, nil
}

// List answers a list of objects. The fields are tried on an empty object
// first, so that a wrong one is an error also when the list is empty.
func List[T any](fields []Field, values []T, render func([]Field, T) (Object, error)) (any, error) {
	if len(fields) == 0 {
		return nil, errNeedsSome
	}
	var empty T
	if _, err := render(fields, empty); err != nil {
		return nil, err
	}
	out := make([]Object, 0, len(values))
	for _, v := range values {
		o, err := render(fields, v)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// TextOrNull is a text, or null when there is none.
func TextOrNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
