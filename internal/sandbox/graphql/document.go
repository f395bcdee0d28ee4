// Package graphql reads the part of the GraphQL query language that clients
// of an affiliate network's APIs send: one query or mutation with variables,
// aliases, arguments and nested selections; and it writes the answers.
//
// It must not know any schema: which fields and arguments exist is for the
// caller to say. Fragments and directives are refused with words.
//
// Source of the grammar: GraphQL specification, October 2021, sections 2
// (Language) and 6.1.2 (Coercing Variable Values).
package graphql

import "fmt"

// Document is one parsed operation.
type Document struct {
	Operation  string // "query" or "mutation"
	Variables  []VariableDefinition
	Selections []Field
}

// VariableDefinition is a declared variable of the operation.
type VariableDefinition struct {
	Name       string
	Required   bool // its type ends in "!"
	Default    any
	HasDefault bool
}

// Field is one selected field.
type Field struct {
	Alias      string // "" when there is none
	Name       string
	Arguments  []Argument
	Selections []Field
}

// Argument is a named value given to a field. Value is nil (null), bool,
// string, Number, Enum, []any, map[string]any, or, before Bind, Variable. In
// the values of variables, numbers are json.Number.
type Argument struct {
	Name  string
	Value any
}

// Number is the text of an int or float literal.
type Number string

// Enum is an unquoted name that is not true, false or null.
type Enum string

// Variable is a reference to a variable of the operation, without its "$".
type Variable string

// Key is the name under which the field's result is answered.
func (f Field) Key() string {
	if f.Alias != "" {
		return f.Alias
	}
	return f.Name
}

// Bind returns the selections with every variable replaced by its value. An
// argument whose variable has neither a value nor a default is left out.
// Values that the operation doesn't declare are ignored.
func (d Document) Bind(values map[string]any) ([]Field, error) {
	bound := make(map[string]any, len(d.Variables))
	for _, v := range d.Variables {
		value, given := values[v.Name]
		if !given && v.HasDefault {
			value, given = v.Default, true
		}
		if v.Required && value == nil {
			return nil, fmt.Errorf("variable $%s is required: give it a value in \"variables\"", v.Name)
		}
		if given {
			bound[v.Name] = value
		}
	}
	declared := make(map[string]bool, len(d.Variables))
	for _, v := range d.Variables {
		declared[v.Name] = true
	}
	b := binder{values: bound, declared: declared}
	return b.fields(d.Selections)
}

type binder struct {
	values   map[string]any
	declared map[string]bool
}

func (b binder) fields(in []Field) ([]Field, error) {
	var out []Field
	for _, f := range in {
		bound := Field{Alias: f.Alias, Name: f.Name}
		for _, a := range f.Arguments {
			value, given, err := b.value(a.Value)
			if err != nil {
				return nil, err
			}
			if given {
				bound.Arguments = append(bound.Arguments, Argument{Name: a.Name, Value: value})
			}
		}
		var err error
		if bound.Selections, err = b.fields(f.Selections); err != nil {
			return nil, err
		}
		out = append(out, bound)
	}
	return out, nil
}

func (b binder) value(v any) (value any, given bool, err error) {
	switch v := v.(type) {
	case Variable:
		if !b.declared[string(v)] {
			return nil, false, fmt.Errorf("variable $%s is used but not declared by the operation", v)
		}
		value, given = b.values[string(v)]
		return value, given, nil
	case []any:
		list := make([]any, 0, len(v))
		for _, item := range v {
			value, _, err := b.value(item)
			if err != nil {
				return nil, false, err
			}
			list = append(list, value)
		}
		return list, true, nil
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, item := range v {
			value, given, err := b.value(item)
			if err != nil {
				return nil, false, err
			}
			if given {
				object[name] = value
			}
		}
		return object, true, nil
	}
	return v, true, nil
}
