package graphql

// maxDepth bounds nesting, so that no query can exhaust the stack.
const maxDepth = 20

// Parse reads one operation, named or bare.
func Parse(source string) (Document, error) {
	p := &parser{lexer: lexer{source: source}}
	if err := p.advance(); err != nil {
		return Document{}, err
	}
	doc, err := p.document()
	if err != nil {
		return Document{}, err
	}
	return doc, nil
}

type parser struct {
	lexer lexer
	token token // the next one, not yet consumed
	depth int
}

func (p *parser) advance() (err error) {
	p.token, err = p.lexer.next()
	return err
}

func (p *parser) at(punctuation string) bool {
	return p.token.kind == punctuator && p.token.value == punctuation
}

// accept consumes the punctuation if it is next.
func (p *parser) accept(punctuation string) (bool, error) {
	if !p.at(punctuation) {
		return false, nil
	}
	return true, p.advance()
}

func (p *parser) expect(punctuation string) error {
	ok, err := p.accept(punctuation)
	if err == nil && !ok {
		return p.unexpected("%q", punctuation)
	}
	return err
}

func (p *parser) name(what string) (string, error) {
	if p.token.kind != name {
		return "", p.unexpected("%s", what)
	}
	value := p.token.value
	return value, p.advance()
}

func (p *parser) unexpected(format string, wanted any) error {
	found := p.token.value
	if p.token.kind == end {
		found = "the end"
	}
	return p.lexer.errorf(p.token.at, "expected "+format+", found %q", wanted, found)
}

// enter counts a level of nesting; leave it with p.depth--.
func (p *parser) enter() error {
	if p.depth++; p.depth > maxDepth {
		return p.lexer.errorf(p.token.at, "nested more than %d deep", maxDepth)
	}
	return nil
}

func (p *parser) document() (doc Document, err error) {
	doc.Operation = "query"
	if p.token.kind == name {
		if doc.Operation = p.token.value; doc.Operation != "query" && doc.Operation != "mutation" {
			return doc, p.lexer.errorf(p.token.at, "only a query or a mutation is understood here, not %q", p.token.value)
		}
		if err := p.advance(); err != nil {
			return doc, err
		}
		if p.token.kind == name {
			if err := p.advance(); err != nil {
				return doc, err
			}
		}
		if doc.Variables, err = p.variables(); err != nil {
			return doc, err
		}
	}
	if doc.Selections, err = p.selections(); err != nil {
		return doc, err
	}
	if p.token.kind != end {
		return doc, p.unexpected("%s", "nothing after the operation")
	}
	return doc, nil
}

func (p *parser) variables() ([]VariableDefinition, error) {
	if ok, err := p.accept("("); !ok || err != nil {
		return nil, err
	}
	var out []VariableDefinition
	seen := map[string]bool{}
	for len(out) == 0 || !p.at(")") {
		at := p.token.at
		v, err := p.variable()
		if err != nil {
			return nil, err
		}
		if seen[v.Name] {
			return nil, p.lexer.errorf(at, "variable $%s is declared twice", v.Name)
		}
		seen[v.Name] = true
		out = append(out, v)
	}
	return out, p.advance()
}

func (p *parser) variable() (v VariableDefinition, err error) {
	if err = p.expect("$"); err != nil {
		return v, err
	}
	if v.Name, err = p.name("a variable's name"); err != nil {
		return v, err
	}
	if err = p.expect(":"); err != nil {
		return v, err
	}
	if v.Required, err = p.typeReference(); err != nil {
		return v, err
	}
	if v.HasDefault, err = p.accept("="); err != nil || !v.HasDefault {
		return v, err
	}
	v.Default, err = p.value(false)
	return v, err
}

// typeReference skips a type and reports whether it is non-null: the schema is
// the caller's, and it checks the values.
func (p *parser) typeReference() (required bool, err error) {
	if err := p.enter(); err != nil {
		return false, err
	}
	defer func() { p.depth-- }()
	list, err := p.accept("[")
	if err != nil {
		return false, err
	}
	if !list {
		_, err = p.name("a type")
	} else if _, err = p.typeReference(); err == nil {
		err = p.expect("]")
	}
	if err != nil {
		return false, err
	}
	return p.accept("!")
}

func (p *parser) selections() ([]Field, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	if err := p.expect("{"); err != nil {
		return nil, err
	}
	var out []Field
	for len(out) == 0 || !p.at("}") {
		f, err := p.field()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, p.advance()
}

func (p *parser) field() (f Field, err error) {
	if f.Name, err = p.name("a field"); err != nil {
		return f, err
	}
	aliased, err := p.accept(":")
	if err != nil {
		return f, err
	}
	if aliased {
		f.Alias = f.Name
		if f.Name, err = p.name("a field"); err != nil {
			return f, err
		}
	}
	if f.Arguments, err = p.arguments(); err != nil {
		return f, err
	}
	if p.at("{") {
		f.Selections, err = p.selections()
	}
	return f, err
}

func (p *parser) arguments() ([]Argument, error) {
	if ok, err := p.accept("("); !ok || err != nil {
		return nil, err
	}
	var out []Argument
	seen := map[string]bool{}
	for len(out) == 0 || !p.at(")") {
		at := p.token.at
		argument, err := p.name("an argument")
		if err != nil {
			return nil, err
		}
		if seen[argument] {
			return nil, p.lexer.errorf(at, "argument %q is given twice", argument)
		}
		seen[argument] = true
		if err := p.expect(":"); err != nil {
			return nil, err
		}
		value, err := p.value(true)
		if err != nil {
			return nil, err
		}
		out = append(out, Argument{Name: argument, Value: value})
	}
	return out, p.advance()
}
