package graphql_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/sandbox/graphql"
)

func TestParseAndBind(t *testing.T) {
	const source = `# what the client sends
query Commissions($p: [String!]!, $since: String = "2026-09-01T00:00:00Z", $cursor: String) {
  all: publisherCommissions(forPublishers: $p, sincePostingDate: $since, sinceCommissionId: $cursor,
    actionStatuses: ["new", "lo\u0063ked"], lockingMethods: FIXED_DATE, n: -1.5e3, yes: true, none: null) {
    count records { commissionId, items { sku } }
  }
}`
	doc, err := graphql.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	got, err := doc.Bind(map[string]any{"p": []any{"7000001"}, "undeclared": 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []graphql.Field{{
		Alias: "all", Name: "publisherCommissions",
		Arguments: []graphql.Argument{
			{Name: "forPublishers", Value: []any{"7000001"}},
			{Name: "sincePostingDate", Value: "2026-09-01T00:00:00Z"},
			{Name: "actionStatuses", Value: []any{"new", "locked"}},
			{Name: "lockingMethods", Value: graphql.Enum("FIXED_DATE")},
			{Name: "n", Value: graphql.Number("-1.5e3")},
			{Name: "yes", Value: true},
			{Name: "none", Value: nil},
		},
		Selections: []graphql.Field{{Name: "count"}, {Name: "records", Selections: []graphql.Field{
			{Name: "commissionId"}, {Name: "items", Selections: []graphql.Field{{Name: "sku"}}},
		}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("bound query (-want +got):\n%s", diff)
	}
	if got[0].Key() != "all" || got[0].Selections[0].Key() != "count" {
		t.Fatalf("keys = %q, %q", got[0].Key(), got[0].Selections[0].Key())
	}
}

func TestParseRefuses(t *testing.T) {
	for source, want := range map[string]string{
		"":                                 "expected \"{\", found \"the end\"",
		"{":                                "expected a field",
		"{}":                               "expected a field",
		"{a} {b}":                          "nothing after the operation",
		"subscription {a}":                 "only a query or a mutation",
		"fragment F on T {a}":              "only a query",
		"{...F}":                           "fragments are not understood",
		"{a @skip(if: true)}":              "directives and fragments are not understood",
		"{a()}":                            "expected an argument",
		"{a(b)}":                           "expected \":\"",
		"{a(b: )}":                         "expected a value",
		"{a(b: 1, b: 2)}":                  "given twice",
		"{a(b: {c: 1, c: 2})}":             "given twice",
		"{a(b: {1: 2})}":                   "a field of the object",
		"{a(b: \"x)}":                      "not closed",
		"{a(b: \"x\n\")}":                  "line 1 column 7: the text is not closed on its line",
		`{a(b: "\q")}`:                     "unknown escape",
		`{a(b: "\u12")}`:                   "four hexadecimal digits",
		`{a(b: """x""")}`:                  "block strings",
		"{a(b: 012)}":                      "not a number",
		"{a(b: 1.)}":                       "not a number",
		"{a(b: 1e+-2)}":                    "not a number",
		"{a(b: -)}":                        "not a number",
		"query($a: Int, $a: Int) {a}":      "declared twice",
		"query($a: Int = $b) {a}":          "expected a value",
		"query() {a}":                      "expected \"$\"",
		"{\n  a ?\n}":                      "line 2 column 5: unexpected character '?'",
		strings.Repeat("{a", 50):           "nested more than 20 deep",
		"{a(b: " + strings.Repeat("[", 50): "nested more than 20 deep",
	} {
		_, err := graphql.Parse(source)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q) = %v, want an error with %q", source, err, want)
		}
	}
}

func TestBindRefuses(t *testing.T) {
	for source, want := range map[string]string{
		"query($a: String!) {f(a: $a)}":   "$a is required",
		"query($a: [String!]!) {f(a: 1)}": "$a is required",
		"{f(a: $b)}":                      "$b is used but not declared",
		"{f {g(a: [$b])}}":                "$b is used but not declared",
	} {
		doc, err := graphql.Parse(source)
		if err != nil {
			t.Fatalf("Parse(%q): %v", source, err)
		}
		if _, err := doc.Bind(nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Bind(%q) = %v, want an error with %q", source, err, want)
		}
	}
}

// TestWhatIsWrittenIsRead writes random documents and reads them back.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := graphql.Document{Operation: rapid.SampledFrom([]string{"query", "mutation"}).Draw(t, "operation"), Selections: fields(3).Draw(t, "fields")}
		source := want.Operation + " " + write(want.Selections)
		got, err := graphql.Parse(source)
		if err != nil {
			t.Fatalf("Parse(%s): %v", source, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", source, diff)
		}
	})
}

var names = rapid.StringMatching(`[_A-Za-z][_0-9A-Za-z]{0,8}`)

func fields(depth int) *rapid.Generator[[]graphql.Field] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graphql.Field {
		f := graphql.Field{Name: names.Draw(t, "name")}
		if rapid.Bool().Draw(t, "aliased") {
			f.Alias = names.Draw(t, "alias")
		}
		for _, n := range rapid.SliceOfNDistinct(names, 0, 3, rapid.ID).Draw(t, "arguments") {
			f.Arguments = append(f.Arguments, graphql.Argument{Name: n, Value: value(2).Draw(t, "value")})
		}
		if depth > 0 && rapid.Bool().Draw(t, "nested") {
			f.Selections = fields(depth-1).Draw(t, "selections")
		}
		return f
	}), 1, 3)
}

func value(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return graphql.Number(fmt.Sprint(rapid.Int().Draw(t, "number")))
		case 3:
			return graphql.Enum("E" + names.Draw(t, "enum"))
		case 4:
			if depth > 0 {
				list := []any{}
				return append(list, rapid.SliceOfN(value(depth-1), 0, 3).Draw(t, "list")...)
			}
		}
		if depth > 0 && rapid.Bool().Draw(t, "object") {
			return rapid.MapOfN(names, value(depth-1), 0, 3).Draw(t, "fields")
		}
		return rapid.StringMatching("[ -~é世\t\"\\\\\n]{0,12}").Draw(t, "text")
	})
}

func write(fields []graphql.Field) string {
	var b strings.Builder
	b.WriteString("{ ")
	for _, f := range fields {
		if f.Alias != "" {
			b.WriteString(f.Alias + ": ")
		}
		b.WriteString(f.Name)
		if len(f.Arguments) > 0 {
			b.WriteString("(")
			for _, a := range f.Arguments {
				b.WriteString(a.Name + ": " + writeValue(a.Value) + ", ")
			}
			b.WriteString(")")
		}
		if len(f.Selections) > 0 {
			b.WriteString(write(f.Selections))
		}
		b.WriteString("\n")
	}
	return b.String() + "}"
}

func writeValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(v) + `"`
	case []any:
		var b strings.Builder
		for _, item := range v {
			b.WriteString(writeValue(item) + " ")
		}
		return "[" + b.String() + "]"
	case map[string]any:
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(v)) {
			b.WriteString(name + ": " + writeValue(v[name]) + " ")
		}
		return "{" + b.String() + "}"
	}
	return fmt.Sprint(v)
}

func FuzzParse(f *testing.F) {
	f.Add(`query Q($p:[String!]!,$c:String="x"){a:b(c:[$p,1,-2.5e3,E,null],d:"\u0041\n"){e f}} # end`)
	f.Add("{ publisherCommissions(forPublishers:[\"7000001\"]){count records{commissionId}}}")
	f.Fuzz(func(t *testing.T, source string) {
		doc, err := graphql.Parse(source)
		if err != nil {
			return
		}
		if len(doc.Selections) == 0 {
			t.Fatalf("Parse(%q) read a query that selects nothing", source)
		}
		if _, err := doc.Bind(map[string]any{}); err == nil && strings.Count(source, "{") < 1 {
			t.Fatalf("Parse(%q) read a query without braces", source)
		}
	})
}

func TestAnswerIsWrittenAsAsked(t *testing.T) {
	object := graphql.Object{{"b", "a \"quote\" <é>"}, {"a", int64(-3)}, {"n", nil}, {"yes", true}, {"list", []graphql.Object{{{"x", 1}}, {}}}, {"other", []string{"z"}}}
	text, err := json.Marshal(graphql.Answer{Data: &object})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"data":{"b":"a \"quote\" \u003cé\u003e","a":-3,"n":null,"yes":true,"list":[{"x":1},{}],"other":["z"]}}`
	if string(text) != want {
		t.Fatalf("answer = %s, want %s", text, want)
	}
}

func TestSchemaAnswersByOperation(t *testing.T) {
	echo := func(f graphql.Field) (any, error) {
		if f.Name != "echo" {
			return nil, graphql.ErrUndefined
		}
		return fmt.Sprint(f.Arguments), nil
	}
	schema := graphql.Schema{"query": echo}
	for body, want := range map[string]string{
		`{echo(a: {b: [1 {c: "d"}]})}`:                                          `{"echo":"[{a map[b:[1 map[c:d]]]}]"}`,
		`{"query":"query($a: In) {echo(a: $a)}","variables":{"a":{"n":10.10}}}`: `{"echo":"[{a map[n:10.10]}]"}`,
		`mutation {echo}`: "! Invalid Syntax: there is no mutation here",
		`{other}`:         "! Validation error: Field 'other' in type 'Query' is undefined",
		`{`:               "! Invalid Syntax: line 1",
		`[1]`:             "! Invalid Syntax: the body is no JSON object",
	} {
		object, err := schema.Answer([]byte(body))
		if refused, ok := strings.CutPrefix(want, "! "); ok {
			if err == nil || !strings.HasPrefix(err.Error(), refused) {
				t.Errorf("%s = %v, want %s", body, err, refused)
			}
			continue
		}
		text, _ := object.MarshalJSON()
		if err != nil || string(text) != want {
			t.Errorf("%s = %s %v, want %s", body, text, err, want)
		}
	}
}
