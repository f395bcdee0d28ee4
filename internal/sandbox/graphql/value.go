package graphql

// value reads a literal, or a variable where one may stand: a default may not
// refer to other variables.
func (p *parser) value(variables bool) (any, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	switch t := p.token; {
	case t.kind == text:
		return t.value, p.advance()
	case t.kind == number:
		return Number(t.value), p.advance()
	case t.kind == name:
		return word(t.value), p.advance()
	case p.at("["):
		return p.list(variables)
	case p.at("$") && variables:
		if err := p.advance(); err != nil {
			return nil, err
		}
		v, err := p.name("a variable's name")
		return Variable(v), err
	case p.at("{"):
		return p.object(variables)
	}
	return nil, p.unexpected("%s", "a value")
}

func (p *parser) list(variables bool) (any, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	out := []any{}
	for !p.at("]") {
		v, err := p.value(variables)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, p.advance()
}

func (p *parser) object(variables bool) (any, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	out := map[string]any{}
	for !p.at("}") {
		at := p.token.at
		field, err := p.name("a field of the object")
		if err != nil {
			return nil, err
		}
		if _, twice := out[field]; twice {
			return nil, p.lexer.errorf(at, "field %q is given twice", field)
		}
		if err := p.expect(":"); err != nil {
			return nil, err
		}
		if out[field], err = p.value(variables); err != nil {
			return nil, err
		}
	}
	return out, p.advance()
}

func word(s string) any {
	switch s {
	case "null":
		return nil
	case "true":
		return true
	case "false":
		return false
	}
	return Enum(s)
}
