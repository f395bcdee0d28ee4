package desktop

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
)

// owners tell whose a promo code or a PID is: each is one member's, or the
// programme's.
type owners struct {
	codes, pids map[string]affiliate.MemberID
	names       map[affiliate.MemberID]string
}

// programmesOwn stands for the programme among the owners of PIDs.
const programmesOwn = affiliate.MemberID("programme")

// noOwners knows of the programme's own PID alone.
func (s *session) noOwners(ctx context.Context) (owners, error) {
	o := owners{codes: map[string]affiliate.MemberID{}, pids: map[string]affiliate.MemberID{}, names: map[affiliate.MemberID]string{}}
	workspace, err := s.store.Workspace(ctx)
	if workspace.PID != "" {
		o.pids[workspace.PID] = programmesOwn
	}
	return o, err
}

// add notes what a member has.
func (o owners) add(m affiliate.Member) {
	o.names[m.ID] = m.Name
	for _, code := range m.PromoCodes {
		o.codes[code] = m.ID
	}
	for _, pid := range m.PIDs {
		if o.pids[pid] != programmesOwn {
			o.pids[pid] = m.ID
		}
	}
}

// remove forgets what a member had.
func (o owners) remove(m affiliate.Member) {
	for _, code := range m.PromoCodes {
		if o.codes[code] == m.ID {
			delete(o.codes, code)
		}
	}
	for _, pid := range m.PIDs {
		if o.pids[pid] == m.ID {
			delete(o.pids, pid)
		}
	}
}

// whose names an owner: "Ana's".
func (o owners) whose(owner affiliate.MemberID) string {
	if owner == programmesOwn {
		return "the programme's own"
	}
	return o.names[owner] + "'s"
}

// free refuses promo codes and PIDs of a member that are somebody else's.
func (o owners) free(m affiliate.Member) error {
	for _, code := range m.PromoCodes {
		if owner, has := o.codes[code]; has && owner != m.ID {
			return field("promoCodes", fmt.Sprintf("%s is %s promo code. Take it off there first.", code, o.whose(owner)))
		}
	}
	for _, pid := range m.PIDs {
		switch owner, has := o.pids[pid]; {
		case !has || owner == m.ID:
		case owner == programmesOwn:
			return field("pids", pid+" is the programme's own PID, which all of its links share. Enter one that only this member uses.")
		default:
			return field("pids", fmt.Sprintf("%s is %s PID. Take it off there first.", pid, o.whose(owner)))
		}
	}
	return nil
}

// freeOwned makes sure that nobody else has what only one member can have.
func (s *session) freeOwned(ctx context.Context, member affiliate.Member) error {
	if len(member.PromoCodes) == 0 && len(member.PIDs) == 0 {
		return nil
	}
	o, err := s.noOwners(ctx)
	if err != nil {
		return err
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		o.add(m)
	}
	return o.free(member)
}
