package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"linkledger/internal/affiliate"
)

// noteStatements keeps the statements that a person has saved, on this computer.
const noteStatements = "sql_statements"

const (
	maxStatements      = 200
	maxStatementName   = 60 // characters
	maxStatementLength = 20_000
)

// Saved are the statements that a person has saved, by name.
func (b *SQLBox) Saved() ([]SQLStatement, error) {
	return do(b.app, func(s *session) ([]SQLStatement, error) { return s.savedStatements(context.Background()) })
}

func (s *session) savedStatements(ctx context.Context) ([]SQLStatement, error) {
	list := []SQLStatement{}
	raw, err := s.store.Noted(ctx, noteStatements)
	if err != nil || raw == "" {
		return list, err
	}
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		return list, fmt.Errorf("read the saved statements: %w", err)
	}
	return list, nil
}

// Save keeps a statement under a name: a new one, or the one of its id.
func (b *SQLBox) Save(one SQLStatement) (SQLStatement, error) {
	return do(b.app, func(s *session) (SQLStatement, error) {
		ctx := context.Background()
		list, err := s.savedStatements(ctx)
		if err != nil {
			return one, err
		}
		one.Name = clean(one.Name)
		at := slices.IndexFunc(list, func(other SQLStatement) bool { return other.ID == one.ID })
		if err := checkStatement(one, list); err != nil {
			return one, err
		}
		switch {
		case one.ID != "" && at < 0:
			return one, affiliate.Errorf(affiliate.NotFound, "This statement is not here any more.").WithHint("Save it under a new name.")
		case one.ID == "" && len(list) >= maxStatements:
			return one, affiliate.Errorf(affiliate.Invalid, "At most %d statements can be saved.", maxStatements).WithHint("Delete one that you don't use.")
		case one.ID == "":
			one.ID = newEntryID()
			list = append(list, one)
		default:
			list[at] = one
		}
		slices.SortStableFunc(list, func(a, b SQLStatement) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
		return one, s.keepStatements(ctx, list)
	})
}

func checkStatement(one SQLStatement, list []SQLStatement) error {
	switch {
	case one.Name == "" || utf8.RuneCountInString(one.Name) > maxStatementName || !utf8.ValidString(one.Name):
		return field("name", fmt.Sprintf("Give the statement a name of at most %d characters.", maxStatementName))
	case slices.ContainsFunc(list, func(other SQLStatement) bool { return other.ID != one.ID && strings.EqualFold(other.Name, one.Name) }):
		return field("name", "Another statement has this name.")
	case clean(one.Statement) == "" || len(one.Statement) > maxStatementLength || !utf8.ValidString(one.Statement):
		return field("statement", "Write a statement of at most 20,000 characters.")
	}
	return nil
}

// Delete forgets a saved statement.
func (b *SQLBox) Delete(id string) error {
	_, err := do(b.app, func(s *session) (bool, error) {
		ctx := context.Background()
		list, err := s.savedStatements(ctx)
		if err != nil {
			return false, err
		}
		return true, s.keepStatements(ctx, slices.DeleteFunc(list, func(one SQLStatement) bool { return one.ID == id }))
	})
	return err
}

func (s *session) keepStatements(ctx context.Context, list []SQLStatement) error {
	raw, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return s.store.Note(ctx, noteStatements, string(raw))
}
