package dev.pulsegate.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script with which bash and zsh complete a program's commands and options. */
@Command(name = "completion", description = "print a script that lets bash and zsh complete what is typed")
final class Completion implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        var program = spec.root();
        // The name becomes part of the names of shell functions.
        var script = AutoComplete.bash(program.name().replaceAll("\\W", "_"), program.commandLine());
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
    }
}
