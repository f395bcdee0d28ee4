package graphql

import (
	"encoding/json"
	"errors"
	"strings"
)

// Request is an operation with the values of its variables, as it was sent.
type Request struct {
	Source    string
	Variables map[string]any
}

// ReadRequest takes both bodies that clients of CJ send: JSON with query and
// variables, and the bare GraphQL text, which is never valid JSON.
func ReadRequest(body []byte) (Request, error) {
	if !json.Valid(body) {
		return Request{Source: string(body)}, nil
	}
	var r struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber() // an amount in the variables is no float
	if err := decoder.Decode(&r); err != nil {
		return Request{}, errors.New(`the body is no JSON object with "query" and "variables"`)
	}
	return Request{Source: r.Query, Variables: r.Variables}, nil
}

// Answer is what a GraphQL API says: data or errors.
type Answer struct {
	Data   *Object `json:"data"`
	Errors []Error `json:"errors,omitempty"`
}

// Error is one reason why there is no data.
type Error struct {
	Message    string      `json:"message"`
	Extensions *Extensions `json:"extensions,omitempty"`
}

// Extensions carries an error's code, where an API gives one.
type Extensions struct {
	Code string `json:"code"`
}

// Refusal is an answer of errors. Code is "" where the API gives none.
func Refusal(code string, messages ...string) Answer {
	var a Answer
	for _, m := range messages {
		e := Error{Message: strings.ToValidUTF8(m, "�")}
		if code != "" {
			e.Extensions = &Extensions{Code: code}
		}
		a.Errors = append(a.Errors, e)
	}
	return a
}
