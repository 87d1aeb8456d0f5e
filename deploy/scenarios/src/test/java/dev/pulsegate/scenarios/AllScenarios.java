package dev.pulsegate.scenarios;

/** Everything that holds however PulseGate is put together. */
interface AllScenarios
        extends SignInScenarios,
                RequestScenarios,
                RightsScenarios,
                FileScenarios,
                SocketIoScenarios,
                PrototypeScenarios,
                TraceScenarios {}
