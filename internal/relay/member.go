package relay

import (
	"slices"

	"linkledger/internal/relayapi"
)

// member is what is done or undone as a whole in a group: one change, or the
// sales of a workspace.
type member struct {
	changes []change
	do      func(Tx) error
	// workspaces are those to whose logs it appended so many entries.
	workspaces []string
	entries    int
}

// together makes one member of the sales of each workspace, where the first of
// them stands, and one of each other change.
func together(group []change) []*member {
	var members []*member
	sales := map[string]*member{}
	for _, c := range group {
		if c.sale == nil {
			members = append(members, newMember(c))
			continue
		}
		m := sales[c.sale.workspace]
		if m == nil {
			m = newMember(c)
			sales[c.sale.workspace] = m
			members = append(members, m)
			continue
		}
		m.changes = append(m.changes, c)
	}
	return members
}

// apart makes a member of each change.
func apart(group []change) []*member {
	members := make([]*member, len(group))
	for i, c := range group {
		members[i] = newMember(c)
	}
	return members
}

func newMember(first change) *member {
	m := &member{changes: []change{first}}
	m.do = func(tx Tx) error {
		tx = noting{tx, m}
		if first.sale == nil {
			return first.do(tx)
		}
		sales := make([]*sale, len(m.changes))
		for i, c := range m.changes {
			sales[i] = c.sale
		}
		return keepSales(tx, first.sale.workspace, sales)
	}
	return m
}

// answer tells those who wait for the member what came of it.
func (m *member) answer(err error) {
	for _, c := range m.changes {
		if err == nil && c.sale != nil {
			c.answer <- c.sale.refused
		} else {
			c.answer <- err
		}
	}
}

// noting notes in a member what it appends.
type noting struct {
	Tx
	member *member
}

// Append implements Tx.
func (n noting) Append(workspace string, entries ...relayapi.Entry) (int64, error) {
	if !slices.Contains(n.member.workspaces, workspace) {
		n.member.workspaces = append(n.member.workspaces, workspace)
	}
	n.member.entries += len(entries)
	return n.Tx.Append(workspace, entries...)
}
