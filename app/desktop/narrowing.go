package desktop

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// Values that lists of members and links are narrowed by.
const (
	noGroup     = "-"   // of Group: those who are in none
	anyStatus   = "all" // of Status: archived ones too
	testOnly    = "only"
	testWithout = "without"
)

// narrowing is what such a list shows.
type narrowing struct {
	statuses []string
	test     *bool
	group    *affiliate.GroupID
}

func (s *session) narrowing(ctx context.Context, status, test, group string) (n narrowing, err error) {
	switch status {
	case "":
		n.statuses = []string{affiliate.Active, affiliate.Paused}
	case anyStatus:
	case affiliate.Active, affiliate.Paused, affiliate.Archived:
		n.statuses = []string{status}
	default:
		return n, field("status", "Choose active, paused, archived or all.")
	}
	switch test {
	case "":
	case testOnly, testWithout:
		only := test == testOnly
		n.test = &only
	default:
		return n, field("test", "Choose the test ones only, or all without them.")
	}
	if group == "" {
		return n, nil
	}
	id := affiliate.GroupID("")
	if group != noGroup {
		groups, err := s.store.Groups(ctx)
		if err != nil {
			return n, err
		}
		id = affiliate.GroupID(group) // nobody's, when there is no such group
		if at := slices.IndexFunc(groups, func(g affiliate.Group) bool { return strings.EqualFold(g.Name, group) }); at >= 0 {
			id = groups[at].ID
		}
	}
	n.group = &id
	return n, nil
}
