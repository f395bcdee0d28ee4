package desktop

import "linkledger/internal/affiliate"

var errNotBuilt = affiliate.Errorf(affiliate.Unavailable, "This part is not built yet.")
