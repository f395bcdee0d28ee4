import { Loaded } from '../../../components/loaded';
import { useCJRoles } from '../../../lib/api/cj';
import { useCJAccount } from '../../../lib/api/workspace';
import { Setting } from '../setting';
import { CJForm } from './cj-form';
import { CJPull } from './cj-pull';

/** The programme's account at CJ: whose it is, its token, and the reading of its ledger. */
export function CJAccount() {
  const account = useCJAccount();
  const roles = useCJRoles();
  return (
    <Setting
      name="cj"
      title="CJ account"
      explanation="What Linkledger reads at CJ: each commission, its status, and when it locks. The token never leaves this computer."
    >
      <Loaded query={account} lines={3}>
        {(data) => (
          <Loaded query={roles} lines={3}>
            {(choices) => (
              <>
                <CJForm account={data} roles={choices} />
                {data.hasToken && <CJPull />}
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Setting>
  );
}
