package earnings

import (
	"cmp"

	"linkledger/internal/affiliate"
)

// Asked orders rules as they are asked, for screens: negative when a is asked
// before b. A member's go over a group's, and those over the offer's; of one
// level, see inOrder.
func Asked(a, b affiliate.Rule) int {
	return cmp.Or(cmp.Compare(place(a), place(b)), inOrder(newVersion(a), newVersion(b)))
}

func place(r affiliate.Rule) int {
	switch r.Level {
	case affiliate.LevelMember:
		return 1
	case affiliate.LevelGroup:
		return 2
	}
	return 3
}
