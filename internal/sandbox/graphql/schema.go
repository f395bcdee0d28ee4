package graphql

import "fmt"

// Schema answers the root fields of operations, by the operation's kind:
// "query" or "mutation".
type Schema map[string]func(Field) (any, error)

// Answer parses a request's body and answers it. As CJ's APIs do, it checks the
// syntax, then the fields, and stops at the first that fails.
func (s Schema) Answer(body []byte) (Object, error) {
	request, err := ReadRequest(body)
	if err != nil {
		return nil, fmt.Errorf("Invalid Syntax: %w", err) //nolint:staticcheck // CJ's wording
	}
	doc, err := Parse(request.Source)
	if err != nil {
		return nil, fmt.Errorf("Invalid Syntax: %w", err) //nolint:staticcheck // CJ's wording
	}
	resolve, known := s[doc.Operation]
	if !known {
		return nil, fmt.Errorf("Invalid Syntax: there is no %s here", doc.Operation) //nolint:staticcheck // CJ's wording
	}
	fields, err := doc.Bind(request.Variables)
	if err == nil {
		var data Object
		if data, err = Select(doc.typeName(), fields, resolve); err == nil {
			return data, nil
		}
	}
	return nil, fmt.Errorf("Validation error: %w", err) //nolint:staticcheck // CJ's wording
}

func (d Document) typeName() string {
	if d.Operation == "mutation" {
		return "Mutation"
	}
	return "Query"
}
